#!/usr/bin/env bash
# What a request costs: CPU of the server over the requests that it answered, each server beside the others.
#
#   bench/serve.sh [-r ROUNDS] [-d SECONDS] [-c CONNECTIONS] [-p PATH] [-H FIELD] [-s SCRIPT] NAME=COMMAND...
#
#   bench/serve.sh 'bare_beast=build/bench/bench/bare_beast 1300' \
#                  'understudy=build/bench/understudy serve --listen 127.0.0.1:0' -p /noxus/v1/runs/...
#
# A command prints its port on its first line: {"port":N ...}, a URL, or the number alone. Rounds are
# interleaved, so that a machine that drifts drifts for all; the table has medians, and the last column is
# the ratio to the first server. NAME@/PATH=COMMAND gives one server its own path; SCRIPT is wrk's. Above 100,000 requests a
# second wrk is the ceiling on two cores: compare CPU, not requests per second.
set -euo pipefail

rounds=5 seconds=3 connections=32 path=/ more=()
servers=()
while (($#)); do
  case $1 in
    -r) rounds=$2; shift 2 ;;
    -d) seconds=$2; shift 2 ;;
    -c) connections=$2; shift 2 ;;
    -p) path=$2; shift 2 ;;
    -H | -s) more+=("$1" "$2"); shift 2 ;;
    *=*) servers+=("$1"); shift ;;
    *) sed -n '2,12s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
  esac
done
((${#servers[@]})) || { echo "serve.sh: no server given" >&2; exit 2; }
command -v wrk >/dev/null || { echo "serve.sh: wrk is not installed" >&2; exit 3; }

scratch=$(mktemp -d)
pid=
stop_server() { [[ -z $pid ]] || { kill "$pid" 2>/dev/null && wait "$pid" 2>/dev/null; } || true; pid=; }
trap 'stop_server; rm -rf "$scratch"' EXIT

cpu_ticks() { awk '{ sub(/^.*\) /, ""); print $12 + $13 }' "/proc/$pid/stat"; }  # utime + stime
resident_kib() { awk '/^VmRSS/ { print $2 }' "/proc/$pid/status"; }
now_us() { echo $((${EPOCHREALTIME/[.,]/})); }
port_of() { grep -oE '"port": ?[0-9]+|:[0-9]+|^[0-9]+' <<<"$1" | head -1 | grep -oE '[0-9]+$'; }

# One line of figures: ready in ms, KiB idle, requests, requests/s, CPU us/request, KiB after, median latency in ms.
measure() {
  local where=$1 line='' begin ready port before after ticks requests rate idle
  shift
  mkfifo "$scratch/ready"
  begin=$(now_us)
  "$@" >"$scratch/ready" 2>"$scratch/log" &
  pid=$!
  read -r -t 30 line <"$scratch/ready" || true
  ready=$(now_us)
  rm "$scratch/ready"
  port=$(port_of "$line") || { echo "serve.sh: no port from: $*" >&2; cat "$scratch/log" >&2; exit 3; }
  idle=$(resident_kib)
  wrk -t1 -c"$connections" "${more[@]}" -d1 "http://127.0.0.1:$port$where" >/dev/null   # warm
  before=$(cpu_ticks)
  wrk -t1 -c"$connections" "${more[@]}" --latency -d"$seconds" "http://127.0.0.1:$port$where" >"$scratch/wrk"
  after=$(cpu_ticks)
  requests=$(awk '/requests in/ { print $1 }' "$scratch/wrk")
  if grep -qE 'Non-2xx|Socket errors' "$scratch/wrk"; then
    echo "serve.sh: $* did not answer well:" >&2
    grep -E 'Non-2xx|Socket errors' "$scratch/wrk" >&2
  fi
  rate=$(awk '/^Requests\/sec/ { print $2 }' "$scratch/wrk")
  ticks=$((after - before))
  awk -v b="$begin" -v r="$ready" -v i="$idle" -v n="$requests" -v s="$rate" -v t="$ticks" \
    -v hz="$(getconf CLK_TCK)" -v m="$(resident_kib)" \
    -v p="$(awk '$1 == "50%" { print $2 }' "$scratch/wrk")" \
    'BEGIN { ms = p ~ /us$/ ? p / 1000 : p ~ /ms$/ ? p + 0 : p * 1000
             printf "%.1f %d %d %.0f %.3f %d %.2f\n", (r - b) / 1000, i, n, s, t / hz * 1e6 / n, m, ms }'
  stop_server
}

for ((round = 0; round < rounds; ++round)); do
  for i in "${!servers[@]}"; do
    name=${servers[i]%%=*} where=$path
    [[ $name == *@* ]] && where=${name#*@}
    read -ra words <<<"${servers[i]#*=}"
    measure "$where" "${words[@]}" >>"$scratch/$i"
  done
done

median() { awk -v f="$2" '{ print $f }' "$scratch/$1" | sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

printf '%-20s %9s %10s %10s %11s %11s %7s %10s\n' server 'ready ms' 'RSS idle' 'RSS after' 'requests/s' 'CPU us/req' ratio 'median ms'
for i in "${!servers[@]}"; do
  name=${servers[i]%%=*}
  printf '%-20s %9s %8.1fMB %8.1fMB %11s %11s %7s %10s\n' "${name%@*}" "$(median "$i" 1)" \
    "$(awk -v k="$(median "$i" 2)" 'BEGIN { print k / 1024 }')" "$(awk -v k="$(median "$i" 6)" 'BEGIN { print k / 1024 }')" \
    "$(median "$i" 4)" "$(median "$i" 5)" \
    "$(awk -v a="$(median "$i" 5)" -v b="$(median 0 5)" 'BEGIN { printf "%.2f", a / b }')" "$(median "$i" 7)"
done
echo "($rounds rounds of $seconds s, $connections connections, one wrk thread; the ratio is to ${servers[0]%%[=@]*})"
