#!/usr/bin/env bash
# run.sh PROGRAM: the console in Debian's chromium, by the playwright-core that the lock file names: fetched once,
# and again when it changes. No browser is ever fetched.
# Exit status 77: that cannot be had here, and it says why.
set -euo pipefail
UNDERSTUDY_PROGRAM=$(realpath "$1")
export UNDERSTUDY_PROGRAM
cd "$(dirname "$0")"

skip() {
  echo "skipped: $*"
  exit 77
}

command -v node >/dev/null || skip 'there is no node'
command -v npm >/dev/null || skip 'there is no npm'
CHROMIUM=$(command -v chromium) || skip 'there is no chromium'
export CHROMIUM PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1
node -e 'const [major, minor] = process.versions.node.split("."); process.exit(major * 100 + +minor < 1820 ? 1 : 0)' ||
  skip "node $(node --version) is older than 18.20"

if [[ ! node_modules/.package-lock.json -nt package-lock.json ]]; then
  npm ci --prefer-offline --no-audit --no-fund --no-update-notifier || {
    npm view playwright-core version --fetch-retries=0 >/dev/null 2>&1 && exit 1
    skip 'the npm registry cannot be reached'
  }
fi
exec npm test
