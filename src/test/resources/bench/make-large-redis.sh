#!/bin/sh
# Makes a file of Redis with so many gigabytes, in a container that is thrown away: make-large-redis.sh FOLDER GIGABYTES ARTIFACT
#
# 1,000 values of 1 MB for each gigabyte, and 100,000 small ones, which do not compress.
set -eu
folder=$1
gigabytes=$2
artifact=$3

name=restore-verifier-bench-redis-$$
trap 'docker rm --force --volumes "$name" >/dev/null 2>&1' EXIT
docker run --detach --name "$name" --network none --user redis --volume /bench --volume "$folder:/dumps" \
    --entrypoint sleep redis:7 7200 >/dev/null
docker exec --user 0 "$name" chmod 1777 /bench /dumps

docker exec -i --user redis "$name" sh -s "$gigabytes" "$artifact" <<'INSIDE'
set -eu
cd /bench
redis-server --dir /bench --port 0 --enable-debug-command yes --unixsocket /bench/redis.sock --save '' --rdbcompression no --daemonize yes >/dev/null
until [ "$(redis-cli -s /bench/redis.sock ping 2>/dev/null)" = PONG ]; do sleep 0.1; done
redis-cli -s /bench/redis.sock debug populate $(($1 * 1000)) document 1000000 >/dev/null
redis-cli -s /bench/redis.sock debug populate 100000 small 100 >/dev/null
redis-cli -s /bench/redis.sock save >/dev/null
chmod a+r dump.rdb
mv dump.rdb "/dumps/$2"
redis-cli -s /bench/redis.sock shutdown nosave
INSIDE
