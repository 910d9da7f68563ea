#!/usr/bin/env bash
# Whether checking one long line of JSON takes time in proportion to its length, from a file, a pipe, gzip and Zstandard.
#
#   bench/line.sh [-n MEGABYTES] PROGRAM
#
#   bench/line.sh build/bench/understudy
#
# A line of 50 MB is compared with one that is four times as long. Exit status 1: one way takes more than six times as
# much of the processor's time, beside 16 times if it grew with the square.
set -euo pipefail

usage() { sed -n '2,9s/^# \{0,1\}//p' "$0" >&2; exit 2; }
megabytes=50
while getopts n: option; do
  case $option in
    n) megabytes=$OPTARG ;;
    *) usage ;;
  esac
done
shift $((OPTIND - 1))
(($# == 1)) || usage
for tool in gzip zstd; do
  command -v "$tool" >/dev/null || { echo "line.sh: $tool is not installed" >&2; exit 3; }
done
program=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
echo '{"type": "array", "items": {"type": "object", "required": ["id"], "properties": {"id": {"format": "uuid"},
  "text": {"type": "string", "maxLength": 1000}, "n": {"maximum": 99999999}}}}' >"$folder/schema.json"

# A short line, and a line of so many megabytes.
write() {
  awk -v bytes="$1" 'BEGIN {
    print "[]"
    printf "["
    for (written = 1; written < bytes; written += length(one)) {
      one = sprintf("%s{\"id\":\"11111111-1111-4111-8111-%012d\",\"text\":\"Nothing was left to do.\",\"n\":%d}", n ? "," : "", n, n)
      ++n
      printf "%s", one
    }
    print "]" }'
}

# The processor time of a check that reads `$1`, in seconds: standard input for -.
seconds() {
  local TIMEFORMAT='%U %S'
  { time "$program" check --threads 1 --schema "$folder/schema.json" "$1" >"$folder/report"; } 2>&1 |
    awk 'NF == 2 { print $1 + $2 }'
}

is_linear=true
declare -A short
for size in "$megabytes" $((megabytes * 4)); do
  write $((size * 1000000)) >"$folder/line.ndjson"
  gzip -1kf "$folder/line.ndjson"
  zstd -q -1 -kf "$folder/line.ndjson"
  for way in file pipe gzip zstd; do
    case $way in
      file) spent=$(seconds "$folder/line.ndjson") ;;
      pipe) spent=$(cat "$folder/line.ndjson" | seconds -) ;; # a pipe, and no file
      gzip) spent=$(seconds "$folder/line.ndjson.gz") ;;
      zstd) spent=$(seconds "$folder/line.ndjson.zst") ;;
    esac
    grep -q '2 documents checked, no drift' "$folder/report" || { cat "$folder/report" >&2; exit 3; }
    if ((size == megabytes)); then
      short[$way]=$spent
      continue
    fi
    awk -v way="$way" -v short="${short[$way]}" -v long="$spent" -v mb="$megabytes" 'BEGIN {
      printf "%s: %.2f s for %d MB, %.2f s for %d MB: %.1f times\n", way, short, mb, long, mb * 4, long / short
      exit long > 6 * short }' || is_linear=false
  done
done
"$is_linear"
