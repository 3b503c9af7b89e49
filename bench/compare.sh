#!/usr/bin/env bash
# Measures the engine against others: compare.sh relay | mediated | language | tls | idle | churn | websocket | http | requests | push; --help says more.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
if [ ! -d "$here/target/classes" ] || [ ! -d "$here/target/lib" ]; then
    echo "no build yet: mvn -Dquick package" >&2
    (cd "$here/.." && mvn -B -q -Dquick package) >&2
fi
exec python3 "$here/compare.py" "$@"
