#!/usr/bin/env bash
# What threads bring: `understudy check` of a large NDJSON file with one job and with more.
#
#   bench/jobs.sh [-r ROUNDS] [-j JOBS] [-m MEGABYTES] UNDERSTUDY API FILE
#
#   bench/jobs.sh build/bench/understudy noxus build/lines/noxus.ndjson    (bench_check --write build/lines 500)
#
# FILE, repeated where it is less than the size (which sends its runs back to their start: that is drift), is read from the page cache. A round has, in turn, one job, JOBS jobs (2), and
# JOBS processes of one job at once, each with its share of the file: what the machine gives at that moment, and
# so the most to be had. "Times" is to one job. Fails where a report of JOBS jobs is not that of one, byte for byte. Medians.
set -euo pipefail

rounds=9 jobs=2 megabytes=500
while getopts r:j:m: option; do
  case $option in
    r) rounds=$OPTARG ;;
    j) jobs=$OPTARG ;;
    m) megabytes=$OPTARG ;;
    *) sed -n '2,10s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
  esac
done
shift $((OPTIND - 1))
(($# == 3)) || { sed -n '2,10s/^# \{0,1\}//p' "$0" >&2; exit 2; }
understudy=$1 api=$2 file=$3

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
# repeat BYTES: the file, over and over, to about that size.
repeat() { for ((i = 0, size = $(stat -c %s "$file"), n = ($1 + size - 1) / size; i < n; ++i)); do cat "$file"; done; }
repeat $((megabytes * 1000000)) >"$scratch/all.ndjson"
head -c $(($(stat -c %s "$scratch/all.ndjson") / jobs)) "$scratch/all.ndjson" | sed '$d' >"$scratch/share.ndjson" # whole lines
bytes=$(stat -c %s "$scratch/all.ndjson") share=$(stat -c %s "$scratch/share.ndjson")

check() { "$understudy" check --api "$api" --format json --fail-on never --jobs "$@"; }
at_once() {
  local i running=()
  for ((i = 0; i < jobs; ++i)); do
    check 1 "$scratch/share.ndjson" >/dev/null &
    running+=($!)
  done
  for i in "${running[@]}"; do wait "$i"; done
}
# seconds COMMAND...: it took, and the CPU's
seconds() {
  local TIMEFORMAT='%R %U %S'
  { time "$@" 2>&3; } 3>&2 2>&1 | awk '{ print $1, $2 + $3 }'
}
one() { check 1 "$scratch/all.ndjson" >"$scratch/one.json"; }
many() { check "$jobs" "$scratch/all.ndjson" >"$scratch/many.json"; }

one # warm
for ((round = 0; round < rounds; ++round)); do
  echo "$(seconds one) $(seconds many) $(seconds at_once)" >>"$scratch/rounds"
  cmp "$scratch/one.json" "$scratch/many.json"
done

# median EXPRESSION: of the rounds; $1 $3 $5 are the seconds of one, many, at_once, $2 $4 $6 their CPU's.
median() {
  awk -v all="$bytes" -v shares=$((share * jobs)) "{ printf \"%.2f\\n\", $1 }" "$scratch/rounds" | sort -n |
    awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}
format='%-12s %6s %12s %13s %7s %12s %19s %7s\n'
printf "$format" API MB '1 job, MB/s' "$jobs jobs, MB/s" times 'times CPU' "$jobs processes, MB/s" times
printf "$format" "$api" $((bytes / 1000000)) "$(median 'all / $1 / 1e6')" "$(median 'all / $3 / 1e6')" \
  "$(median '$1 / $3')" "$(median '$4 / $2')" "$(median 'shares / $5 / 1e6')" "$(median '$1 / $5 * shares / all')"
