#!/usr/bin/env bash
# What the recorder's proxy costs, beside nginx's proxy_pass: both before the same server, nginx with one run's
# response in a file.
#
#   bench/proxy.sh [-r ROUNDS] [-d SECONDS] [UNDERSTUDY]     default 5, 2, build/bench/understudy
#
# Of each way (direct, nginx, understudy), interleaved: the median time of an exchange, one connection; and
# exchanges per second, 8 connections. Medians of the rounds. Then a body of 500 MB through the recorder, and how
# much its memory grew. One wrk thread; nginx has one worker in each role.
set -euo pipefail

rounds=5 seconds=2
while getopts r:d: option; do
  case $option in
    r) rounds=$OPTARG ;;
    d) seconds=$OPTARG ;;
    *) sed -n '2,9s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
  esac
done
shift $((OPTIND - 1))
understudy=$(realpath "${1:-build/bench/understudy}")
for tool in wrk nginx curl; do
  command -v $tool >/dev/null || { echo "proxy.sh: $tool is not installed" >&2; exit 3; }
done

scratch=$(mktemp -d)
pids=()
trap 'kill "${pids[@]}" 2>/dev/null; wait; rm -rf "$scratch"' EXIT
run=11111111-1111-4111-8111-111111111111
mkdir -p "$scratch/www/v1/runs" "$scratch/to"
"$understudy" serve --listen 127.0.0.1:0 --advance none --auth ignore >"$scratch/ready" & pids+=($!)
until mock=$(grep -oE '"port":[0-9]+' "$scratch/ready" | grep -oE '[0-9]+'); do sleep 0.05; done
curl -sS --noproxy '*' "http://127.0.0.1:$mock/noxus/v1/runs/$run" >"$scratch/www/v1/runs/$run"
head -c 500000000 /dev/zero | tr '\0' ' ' >"$scratch/www/v1/runs/large"

# Ports that are free now; nginx cannot choose one.
read -r origin_port nginx_port < <(python3 - 2>/dev/null <<'PY' || echo 18761 18762
import socket
sockets = [socket.socket() for _ in range(2)]
for each in sockets: each.bind(("127.0.0.1", 0))
print(*(each.getsockname()[1] for each in sockets))
PY
)
user=; ((EUID)) || user='user root;' # or it could not read the file
start_nginx() { # NAME PORT LOCATION
  cat >"$scratch/$1.conf" <<CONF
$user worker_processes 1; daemon off; pid $scratch/$1.pid; error_log $scratch/$1.log;
events { worker_connections 256; }
http { access_log off; keepalive_requests 1000000; default_type application/json;
  client_body_temp_path $scratch/$1.body; proxy_temp_path $scratch/$1.proxy; fastcgi_temp_path $scratch/$1.fcgi;
  uwsgi_temp_path $scratch/$1.uwsgi; scgi_temp_path $scratch/$1.scgi;
  upstream origin { server 127.0.0.1:$origin_port; keepalive 32; keepalive_requests 1000000; }
  server { listen 127.0.0.1:$2; location / { $3 } } }
CONF
  nginx -c "$scratch/$1.conf" 2>/dev/null & pids+=($!)
}
start_nginx origin "$origin_port" "root $scratch/www;"
start_nginx proxy "$nginx_port" 'proxy_pass http://origin; proxy_http_version 1.1; proxy_set_header Connection "";'
"$understudy" record --to "$scratch/to" --api noxus --listen 127.0.0.1:0 --base-url "http://127.0.0.1:$origin_port" \
  >"$scratch/recorder" 2>"$scratch/recorder.log" & recorder=$! pids+=($!)
until ours=$(grep -oE '"noxus":"[^"]*"' "$scratch/recorder" | grep -oE 'http[^"]*'); do sleep 0.05; done
for port in $origin_port $nginx_port; do
  until curl -sS --noproxy '*' -o /dev/null "http://127.0.0.1:$port/v1/runs/$run" 2>/dev/null; do sleep 0.05; done
done

ways=(direct "http://127.0.0.1:$origin_port" nginx "http://127.0.0.1:$nginx_port" understudy "$ours")
for ((round = 0; round < rounds; ++round)); do
  for ((i = 0; i < ${#ways[@]}; i += 2)); do
    url=${ways[i + 1]}/v1/runs/$run
    wrk -t1 -c1 -d"$seconds" --latency "$url" | awk '/ 50%/ { t = $2; u = 1; if (t ~ /us$/) u = 0.001; if (t ~ /[0-9]s$/) u = 1000; sub(/[a-z]+$/, "", t); print t * u }' >>"$scratch/${ways[i]}.latency"
    wrk -t1 -c8 -d"$seconds" "$url" >"$scratch/wrk"
    ! grep -E 'Non-2xx|Socket errors' "$scratch/wrk" >&2 || echo "  (${ways[i]})" >&2
    awk '/^Requests\/sec/ { print $2 }' "$scratch/wrk" >>"$scratch/${ways[i]}.rate"
  done
done
median() { sort -n "$1" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
printf '%-12s %16s %16s %14s %14s\n' way 'median, ms' 'added, ms' 'exchanges/s' 'beside nginx'
for ((i = 0; i < ${#ways[@]}; i += 2)); do
  awk -v n="${ways[i]}" -v t="$(median "$scratch/${ways[i]}.latency")" -v d="$(median "$scratch/direct.latency")" \
    -v r="$(median "$scratch/${ways[i]}.rate")" -v x="$(median "$scratch/nginx.rate")" \
    'BEGIN { printf "%-12s %16.3f %16.3f %14.0f %14.2f\n", n, t, t - d, r, r / x }'
done

peak() { awk '/^VmHWM/ { print $2 }' "/proc/$recorder/status"; }
echo 5 >"/proc/$recorder/clear_refs"
before=$(peak)
bytes=$(curl -sS --noproxy '*' "$ours/v1/runs/large" | wc -c)
awk -v b="$bytes" -v k="$(($(peak) - before))" 'BEGIN { printf "a body of %d bytes: %.1f MB more memory at its peak\n", b, k / 1024 }'
