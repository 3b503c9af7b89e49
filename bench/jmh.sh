#!/usr/bin/env bash
# Runs the JMH benchmarks; arguments are JMH's own, such as: jmh.sh FrameCodec -p size=64 -prof gc
set -eu
here=$(cd "$(dirname "$0")" && pwd)
if [ ! -d "$here/target/lib" ]; then
    echo "no build yet: mvn -Dquick package" >&2
    (cd "$here/.." && mvn -B -q -Dquick package) >&2
fi
exec java -cp "$here/target/classes:$here/target/lib/*" org.openjdk.jmh.Main "$@"
