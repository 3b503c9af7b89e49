#!/usr/bin/env bash
# Measures messages to one group: broadcast.sh [--members 9500] [--messages 30] [--bytes 1024] [--pause 1000]. Starts an engine on port
# 9099 + 20000, connects the members, and prints how long after its sending each member got each message, once they are all warm.
# Exit status 1 when a message is lost or the 99th percentile is 500 ms or more.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
if [ ! -d "$here/target/classes" ] || [ ! -d "$here/target/lib" ]; then
    echo "no build yet: mvn -Dquick package" >&2
    (cd "$here/.." && mvn -B -q -Dquick package) >&2
fi
ulimit -n "$(ulimit -Hn)"
port=29099
work=$(mktemp -d)
cp -R "$here/broadcast/." "$work"
sed -i.bak "s/>9099</>$port</" "$work/synapse-configs/default/inbound-endpoints/room.xml"
rm -f "$work/synapse-configs/default/inbound-endpoints/room.xml.bak"
"$here/../bin/start.sh" --conf "$work" --port-offset 20000 >"$work/engine.log" 2>&1 &
engine=$!
trap 'kill $engine 2>/dev/null; wait $engine 2>/dev/null; rm -rf "$work"' EXIT
for _ in $(seq 600); do
    grep -q ' ready in ' "$work/engine.log" && break
    kill -0 $engine 2>/dev/null || { cat "$work/engine.log" >&2; exit 1; }
    sleep 0.1
done
java -cp "$here/target/classes:$here/target/lib/*" dev.myelin.bench.load.BroadcastLoad --port $port "$@"
