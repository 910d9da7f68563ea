#!/usr/bin/env bash
# Our checker beside ajv 8 with ajv-formats: the same lines, the same contracts, medians of interleaved rounds.
#
#   bench/ajv.sh [ROUNDS] [BENCH_CHECK]     default 9, build/bench/bench/bench_check
#
# Exit status 77: it cannot be measured here, and it says why. What it fetches, and runs, is in build/ajv.
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-9} bench=$(realpath "${2:-build/bench/bench/bench_check}")
folder=build/ajv

skip() {
  echo "skipped: $*"
  exit 77
}

command -v node >/dev/null || skip 'there is no node'
command -v npm >/dev/null || skip 'there is no npm'

mkdir -p "$folder"
# The contracts are compiled for ajv as the acceptance tests do it, with their options; a module finds its
# packages beside it, and the contracts two folders up.
cp bench/ajv.mjs tests/acceptance/contract.mjs "$folder"
cd "$folder"
if ! cmp -s package-lock.json ../../bench/ajv/package-lock.json || [[ ! -d node_modules/ajv ]]; then
  cp ../../bench/ajv/{package.json,package-lock.json,.npmrc} .
  npm ci --prefer-offline --no-audit --no-fund --no-update-notifier >npm.log 2>&1 || {
    rm package-lock.json
    npm view ajv version --fetch-retries=0 >/dev/null 2>&1 || skip 'the npm registry cannot be reached'
    cat npm.log >&2
    exit 1
  }
fi
"$bench" --write .
node ajv.mjs "$bench" . "$rounds"
