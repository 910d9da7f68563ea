#!/usr/bin/env bash
# What many clients cost: a good client's p99 among slow ones, and the memory of idle connections.
#
#   bench/crowd.sh [-s SLOW] [-i IDLE] [-t SECONDS] UNDERSTUDY BENCH_CROWD
#
#   bench/crowd.sh build/bench/understudy build/bench/bench/bench_crowd
#
# 1,000 slow clients for 5 seconds and 10,000 idle connections, unless it is said otherwise. Exit status 1: p99 is
# more than twice its base, or the memory 200 MB and more.
set -euo pipefail

slow=1000 idle=10000 seconds=5
while getopts s:i:t: option; do
  case $option in
    s) slow=$OPTARG ;;
    i) idle=$OPTARG ;;
    t) seconds=$OPTARG ;;
    *) sed -n '2,9s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
  esac
done
shift $((OPTIND - 1))
(($# == 2)) || { sed -n '2,9s/^# \{0,1\}//p' "$0" >&2; exit 2; }
understudy=$1 crowd=$2 path=/noxus/v1/runs/11111111-1111-4111-8111-111111111111
most=$(ulimit -Hn)
[[ $most == unlimited ]] || ((most > idle + 200)) || { echo "crowd.sh: ulimit -Hn is $most: too few" >&2; exit 3; }
ulimit -n "$most"

. "$(dirname "$0")/started.sh"
failed=0
start "$understudy" serve --listen 127.0.0.1:0
"$crowd" slow "$port" "$path" "$slow" "$seconds" || failed=$?
kill "$pid" && wait "$pid"
start "$understudy" serve --listen 127.0.0.1:0
"$crowd" idle "$port" "$path" "$pid" "$idle" || failed=$?
exit "$failed"
