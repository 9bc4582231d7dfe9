# Ends a sandbox: every process that was begun in it, then its folder. Waits for the end of its standard input, which
# comes when the sandbox is closed, and also when the process that opened it is killed.
#
#   guard.sh FOLDER
#
# FOLDER/processes has a file for each process that was begun, named after its number: when that process began.
trap '' HUP INT QUIT TERM
PATH=$PATH:/usr/sbin:/usr/bin:/sbin:/bin
folder=$1

# When a process began, so that another one that was given the same number later is left alone.
began() {
  if [ -e /proc/self/stat ]; then
    { read -r line <"/proc/$1/stat"; } 2>/dev/null || return 0
    set -- ${line##*) }
    echo "${20}"
  else
    ps -o lstart= -p "$1" 2>/dev/null
  fi
}

# Those that were begun and still live.
begun() {
  for file in "$folder"/ended/[0-9]*; do
    number=${file##*/}
    now=$(began "$number")
    if [ -n "$now" ] && [ "$now" = "$(cat "$file" 2>/dev/null)" ]; then echo "$number"; fi
  done
}

# Where processes have no namespace of their own, some may have left their group: they still carry the sandbox's mark,
# but for those of PostgreSQL, which overwrite it and stand in its folder.
strays() {
  [ -e /proc/self/environ ] || return 0
  grep -alsF "RESTORE_VERIFIER_SANDBOX=$folder" /proc/[0-9]*/environ 2>/dev/null | cut -d / -f 3
  for program in /proc/[0-9]*/comm; do
    { read -r name <"$program"; } 2>/dev/null || continue
    if [ "$name" = postgres ]; then
      case $(readlink "${program%/comm}/cwd" 2>/dev/null) in
        "$folder"/*) echo "$program" | cut -d / -f 3 ;;
      esac
    fi
  done
}

servers() {
  for number in $(begun); do
    name=$(cat "/proc/$number/comm" 2>/dev/null || ps -o comm= -p "$number" 2>/dev/null)
    if [ "${name##*/}" = postgres ]; then echo "$number"; fi
  done
}

kill_all() {
  # A database server that is told ends its own processes and gives shared memory back.
  for number in $(servers); do kill -QUIT "$number" 2>/dev/null; done
  tries=0
  while [ -n "$(servers)" ] && [ $tries -lt 30 ]; do
    sleep 0.1
    tries=$((tries + 1))
  done
  for number in $(begun); do
    kill -KILL "-$number" 2>/dev/null
    kill -KILL "$number" 2>/dev/null
  done
  for number in $(strays); do kill -KILL "$number" 2>/dev/null; done
}

while read -r _; do :; done
# From here on nothing can be begun: it would not find where to say so.
mv "$folder/processes" "$folder/ended" 2>/dev/null
kill_all
removals=0
until rm -rf "$folder" 2>/dev/null || [ $removals -ge 20 ]; do
  # What an ordinary user may not write to he may not empty either, though it is his own.
  chmod -R u+rwX "$folder" 2>/dev/null
  kill_all
  sleep 0.1
  removals=$((removals + 1))
done
[ ! -e "$folder" ]
