# Runs one command in namespaces of its own: no network, its own processes, and a file system in which it sees this
# machine's programs, read-only, and its sandbox. Begun by unshare(1), as root of the new namespaces.
#
#   isolate.sh ROOT USERS UID GID ORDINARY BIND... -- COMMAND...
#
# ROOT      an empty folder, to stand on
# USERS     takes the place of /etc/passwd
# ORDINARY  yes: the namespaces belong to an ordinary user, who is root only in here; no: to root
# BIND      ro|rw:OUTSIDE:INSIDE
set -eu
PATH=/usr/sbin:/usr/bin:/sbin:/bin
root=$1 users=$2 uid=$3 gid=$4 ordinary=$5
shift 5

# Flags that a mount came with: whoever is root in here alone may not take them off.
flags() {
  if [ "$ordinary" = no ]; then return 0; fi
  found=
  while read -r _ _ _ _ at options _; do
    if [ "$at" = "$1" ]; then found=$options; fi
  done <<MOUNTS
$(cat /proc/self/mountinfo)
MOUNTS
  for flag in noexec noatime nodiratime relatime; do
    case ,$found, in *,$flag,*) printf ',%s' "$flag" ;; esac
  done
}

read_only() {
  mount -o "remount,bind,ro,nosuid,nodev$(flags "$1")" "$1"
}

# With whatever is mounted beneath.
bind_tree() {
  mount --rbind "$1" "$2"
  while read -r _ _ _ _ at _; do
    case $at in "$2" | "$2"/*) read_only "$at" ;; esac
  done <<MOUNTS
$(cat /proc/self/mountinfo)
MOUNTS
}

bind() { # ro|rw OUTSIDE INSIDE
  if [ -d "$2" ]; then
    mkdir -p "$root$3"
  else
    mkdir -p "$(dirname "$root$3")"
    : >"$root$3"
  fi
  mount --bind "$2" "$root$3"
  if [ "$1" = ro ]; then
    read_only "$root$3"
  else
    mount -o "remount,bind,nosuid,nodev$(flags "$root$3")" "$root$3"
  fi
}

# Loopback, where there is a program to bring it up: some builds talk to themselves.
ip link set lo up 2>/dev/null || true
mount -t tmpfs -o size=16m,mode=755,nosuid,nodev sandbox "$root"
for folder in /usr /bin /sbin /lib /lib32 /lib64 /libx32 /etc /opt /nix; do
  if [ -L "$folder" ]; then
    ln -s "$(readlink "$folder")" "$root$folder"
  elif [ -d "$folder" ]; then
    mkdir "$root$folder"
    bind_tree "$folder" "$root$folder"
  fi
done
mkdir "$root/proc" "$root/dev" "$root/tmp" "$root/var" "$root/run" "$root/.old"
mount --bind "$users" "$root/etc/passwd"
read_only "$root/etc/passwd"
mount -t tmpfs -o size=64k,mode=755,nosuid dev "$root/dev"
for device in null zero full random urandom; do
  : >"$root/dev/$device"
  mount --bind "/dev/$device" "$root/dev/$device"
done
ln -s /proc/self/fd "$root/dev/fd"
ln -s /proc/self/fd/0 "$root/dev/stdin"
ln -s /proc/self/fd/1 "$root/dev/stdout"
ln -s /proc/self/fd/2 "$root/dev/stderr"
mkdir "$root/dev/shm"
mount -t tmpfs -o size=256m,mode=1777,nosuid,nodev shm "$root/dev/shm"
# Not to be had in some containers; servers and compilers do without.
mount -t proc -o nosuid,nodev,noexec proc "$root/proc" 2>/dev/null || true
while [ "$1" != -- ]; do
  inside=${1##*:}
  rest=${1%:*}
  bind "${rest%%:*}" "${rest#*:}" "$inside"
  shift
done
shift
ln -s /tmp "$root/var/tmp"
mount -o remount,bind,ro,nosuid,nodev "$root/dev"
mount -o remount,bind,ro,nosuid,nodev "$root"
cd "$root"
pivot_root . .old
cd /
umount -l /.old

# A child, so that this first process of the namespace keeps its bond to the one outside: all end together.
if [ "$ordinary" = yes ]; then
  unshare --user --map-user="$uid" --map-group="$gid" -- setpriv --no-new-privs -- "$@" &
else
  setpriv --reuid="$uid" --regid="$gid" --clear-groups --no-new-privs --inh-caps=-all --bounding-set=-all -- "$@" &
fi
set +e
wait $!
exit $?
