# Begins a process of a sandbox in the place of this one, and first notes its number for the guard.
#
#   begin.sh FOLDER COMMAND...
set -e
folder=$1
shift
if [ -e /proc/self/stat ]; then
  read -r line <"/proc/$$/stat"
  rest=${line##*) }
  n=1
  for field in $rest; do
    if [ $n -eq 20 ]; then break; fi
    n=$((n + 1))
  done
  echo "$field" >"$folder/processes/$$"
else
  ps -o lstart= -p "$$" >"$folder/processes/$$"
fi
# Restored data must not lie around as a core file; and when memory runs out, this goes before anything else.
ulimit -c 0
{ echo 500 >/proc/self/oom_score_adj; } 2>/dev/null || true
if command -v setsid >/dev/null; then
  exec setsid "$@"
fi
exec "$@"
