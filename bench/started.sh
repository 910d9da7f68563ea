# Sourced by the scripts that measure one server: start COMMAND… sets pid and port; it is ended with the script.
scratch=$(mktemp -d)
pid=
trap '[[ -z $pid ]] || kill "$pid" 2>/dev/null; rm -rf "$scratch"' EXIT

start() {
  local line=''
  mkfifo "$scratch/ready"
  "$@" >"$scratch/ready" 2>"$scratch/log" &
  pid=$!
  read -r -t 30 line <"$scratch/ready" || true
  rm "$scratch/ready"
  port=$(sed -n 's/.*"port":\([0-9]*\).*/\1/p' <<<"$line")
  [[ -n $port ]] || { echo "$0: no port from: $*" >&2; cat "$scratch/log" >&2; exit 3; }
}

resident_kib() { awk '/^VmRSS/ { print $2 }' "/proc/$pid/status"; }
