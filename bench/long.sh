#!/usr/bin/env bash
# Checks one document of about a gigabyte, and says the most memory that it took: bench/long.sh PROGRAM [MEGABYTES]
set -euo pipefail
[[ $# -ge 1 && $1 != --help ]] || { sed -n 2p "$0" | cut -c3-; exit 2; }
program=$1 megabytes=${2:-1000}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

echo '{"type": "array", "items": {"type": "object", "required": ["id"], "properties": {"id": {"format": "uuid"},
  "text": {"type": "string", "maxLength": 1000}, "at": {"format": "date-time"}, "n": {"maximum": 9}}}}' >"$folder/schema.json"
awk -v bytes=$((megabytes * 1000000)) 'BEGIN {
  one = "{\"id\":\"11111111-1111-4111-8111-111111111111\",\"text\":\"Nothing was left to do, so it ended.\",\"at\":\"2026-01-02T03:04:05Z\",\"n\":7}"
  printf "[" one
  for (written = length(one) + 1; written < bytes; written += length(one) + 2) printf ",\n" one
  printf "]\n"
}' >"$folder/long.json"

"$program" check --schema "$folder/schema.json" "$folder/long.json" &
pid=$! most=0
while kill -0 "$pid" 2>/dev/null; do
  read -r _ kib _ < <(grep VmHWM "/proc/$pid/status" 2>/dev/null || echo - 0 -)
  ((kib > most)) && most=$kib
  sleep 0.05
done
wait "$pid"
awk -v kib="$most" -v bytes="$(stat -c %s "$folder/long.json")" \
  'BEGIN { printf "%.0f MB in one document, %.1f MB of memory at most\n", bytes / 1e6, kib * 1024 / 1e6 }'
