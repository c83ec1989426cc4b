#!/usr/bin/env bash
#
# run.sh COMMAND - the browser test of the reports, with what it needs from npm below
# build/browser: the versions of package-lock.json, checked by its hashes.
set -euo pipefail

command=$(realpath -- "$1")
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
root=$(cd -- "$here/../.." && pwd)
modules=$root/build/browser
chromium=${CHROMIUM:-$(command -v chromium)}

mkdir -p "$modules"
if ! cmp -s "$here/package-lock.json" "$modules/node_modules/.taken-from"; then
    cp "$here/package.json" "$here/package-lock.json" "$modules/"
    (cd "$modules" && npm ci --ignore-scripts --no-audit --no-fund)
    cp "$here/package-lock.json" "$modules/node_modules/.taken-from"
fi
NODE_PATH=$modules/node_modules exec node "$here/report.js" "$command" "$root" "$chromium"
