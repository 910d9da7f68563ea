#!/usr/bin/env bash
# Whether a mock grows: its memory when the journal is full, and after many more requests.
#
#   bench/growth.sh [-n REQUESTS] UNDERSTUDY
#
#   bench/growth.sh build/bench/understudy
#
# 5,000,000 requests, unless it is said otherwise. Exit status 1: it is 16 MB or more in the end.
set -euo pipefail

requests=5000000
while getopts n: option; do
  case $option in
    n) requests=$OPTARG ;;
    *) sed -n '2,8s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
  esac
done
shift $((OPTIND - 1))
(($# == 1)) || { sed -n '2,8s/^# \{0,1\}//p' "$0" >&2; exit 2; }
command -v wrk >/dev/null || { echo "growth.sh: wrk is not installed" >&2; exit 3; }

. "$(dirname "$0")/started.sh"
start "$1" serve --listen 127.0.0.1:0
run=noxus/v1/runs/11111111-1111-4111-8111-111111111111
base=http://127.0.0.1:$port
total() {
  local count
  count=$(curl -s "$base/__admin/health" | sed -n 's/.*"total":\([0-9]*\).*/\1/p')
  [[ -n $count ]] || { echo "growth.sh: /__admin/health does not say how many requests there were" >&2; kill $$; }
  echo "$count"
}
load() { wrk -t1 -c32 -d"$1" -H 'X-API-Key: any' "$base/$run" >"$scratch/wrk"; }

until (($(total) > 50000)); do load 1; done # the journal keeps 10,000, of lives there is one
full=$(resident_kib)
until (($(total) >= requests)); do load 5; done
after=$(resident_kib)
if grep -E 'Non-2xx|Socket errors' "$scratch/wrk"; then exit 1; fi
awk -v n="$(total)" -v full="$full" -v after="$after" 'BEGIN {
  printf "%.1f MB with a full journal, %.1f MB after %d requests\n", full * 1024 / 1e6, after * 1024 / 1e6, n
  exit after * 1024 >= 16e6 }'
