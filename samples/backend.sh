#!/usr/bin/env bash
# Runs a sample back-end until Ctrl-C: backend.sh echo [PORT [PATH [KEYSTORE PASSWORD]]] | ticker [PORT [MILLISECONDS [subscribe]]] | http [PORT] | rpc [PORT [PATH]]
set -eu -o pipefail
here=$(cd "$(dirname "$0")" && pwd)
case "${1:-}" in
    echo) main=EchoBackend ;;
    ticker) main=TickerBackend ;;
    http) main=HttpBackend ;;
    rpc) main=RpcBackend ;;
    *) sed -n '2s/^# //p' "$0" >&2; exit 2 ;;
esac
shift
if [ ! -d "$here/target/classes" ] || [ ! -d "$here/target/lib" ]; then
    echo "no build yet: mvn -Dquick package" >&2
    (cd "$here/.." && mvn -B -q -Dquick -pl samples -am package 2>&1) | sed $'s/\033\\[[0-9;]*m//g; /^$/d' >&2
fi
# Without Unsafe, newer JDKs have nothing to warn about.
exec java -Dio.netty.noUnsafe=true -Dslf4j.internal.verbosity=ERROR -cp "$here/target/classes:$here/target/lib/*" "dev.myelin.samples.$main" "$@"
