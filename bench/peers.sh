#!/usr/bin/env bash
# CPU of a request: the mock beside nginx, which serves the same body from a file, beside Prism, which mocks the same
# contract, and beside itself with two threads.
#
#   bench/peers.sh [-r ROUNDS] [-d SECONDS] UNDERSTUDY
#
#   bench/peers.sh build/bench/understudy
#
# A peer that is not there is left out, and told of. Prism is that of tests/acceptance: run its tests once.
set -euo pipefail

rounds=3 seconds=3
while getopts r:d: option; do
  case $option in
    r) rounds=$OPTARG ;;
    d) seconds=$OPTARG ;;
    *) sed -n '2,9s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
  esac
done
shift $((OPTIND - 1))
(($# == 1)) || { sed -n '2,9s/^# \{0,1\}//p' "$0" >&2; exit 2; }
cd "$(dirname "$0")/.."
understudy=$(realpath --relative-to=. "$1")
id=11111111-1111-4111-8111-111111111111
prism=tests/acceptance/node_modules/@stoplight/prism-cli/dist/index.js
nginx=$(PATH=$PATH:/usr/sbin command -v nginx || true)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# Below those that the system gives to clients.
free_port() { local port; while port=$((20000 + RANDOM % 12000)); (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do :; done; echo "$port"; }

# Says its port when something listens there, and becomes the server, so that what is measured is that.
cat >"$folder/announced" <<'END'
#!/usr/bin/env bash
port=$1
shift
(for ((i = 0; i < 500; ++i)); do (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null && exec echo "$port"; sleep 0.05; done) &
exec "$@" >/dev/null 2>&1
END
chmod +x "$folder/announced"

servers=("understudy@/noxus/v1/runs/$id=$understudy serve --listen 127.0.0.1:0 --advance none"
  "two_threads@/noxus/v1/runs/$id=$understudy serve --listen 127.0.0.1:0 --advance none --threads 2")
if [[ -n $nginx ]]; then
  "$understudy" serve --listen 127.0.0.1:0 --advance none --exec -- sh -c \
    "curl -s -H 'X-API-Key: any' \$NOXUS_BASE_URL/v1/runs/$id" >"$folder/run.json"
  port=$(free_port)
  cat >"$folder/nginx.conf" <<END
daemon off; master_process off; pid $folder/pid; error_log $folder/error.log;
events { worker_connections 1024; }
http {
  access_log off; default_type application/json; open_file_cache max=16; keepalive_requests 1000000000; sendfile on;
  client_body_temp_path $folder/a; proxy_temp_path $folder/b; fastcgi_temp_path $folder/c; uwsgi_temp_path $folder/d;
  scgi_temp_path $folder/e;
  server { listen 127.0.0.1:$port; root $folder; }
}
END
  chmod a+rx "$folder" && chmod a+r "$folder/run.json"
  servers+=("nginx@/run.json=$folder/announced $port $nginx -c $folder/nginx.conf")
else
  echo 'peers.sh: there is no nginx' >&2
fi
if command -v node >/dev/null && [[ -e $prism ]]; then
  port=$(free_port)
  servers+=("prism@/v1/runs/$id=$folder/announced $port node $prism mock -h 127.0.0.1 -p $port schemas/contracts/noxus.openapi.json")
else
  echo 'peers.sh: there is no Prism (tests/acceptance/run.sh fetches it)' >&2
fi
bench/serve.sh -r "$rounds" -d "$seconds" -H 'X-API-Key: any' "${servers[@]}"
