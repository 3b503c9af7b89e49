# What start.sh, stop.sh and myelin share. Sourced, never run; needs bash 3.2 or newer.
# Expects $bin: the directory of the scripts, symlinks resolved.

root=${bin%/*}
lib=$root/engine/target/dist/lib
cds=$root/engine/target/dist/cds
name=${0##*/}

say() { echo "$name: $*" >&2; }

# fail CODE MESSAGE: 1 for what went wrong, 2 for a wrong call.
fail() {
  say "$2"
  exit "$1"
}

# Sets java, java_home and java_major; ends with one line when there is no JDK 17 or newer.
find_java() {
  local line
  if [ -n "${JAVA_HOME:-}" ]; then
    [ -x "$JAVA_HOME/bin/java" ] || fail 1 "JAVA_HOME: $JAVA_HOME (expected: a JDK 17 or newer; there is no bin/java in it)"
    java=$JAVA_HOME/bin/java
    java_home=$JAVA_HOME
  else
    java=$(command -v java) || fail 1 "no java found (expected: JAVA_HOME or java on the PATH, JDK 17 or newer)"
    java=$(readlink -f "$java" 2>/dev/null || echo "$java")
    java_home=${java%/bin/java}
  fi
  java_version=
  if [ -r "$java_home/release" ]; then
    while IFS= read -r line; do
      case $line in JAVA_VERSION=*) java_version=${line#JAVA_VERSION=} ;; esac
    done <"$java_home/release"
  fi
  [ -n "$java_version" ] || java_version=$("$java" -version 2>&1 | sed -n 's/.* version "\([^"]*\)".*/\1/p' | head -n 1)
  java_version=${java_version//\"/}
  java_major=${java_version%%[!0-9]*}
  [ -n "$java_major" ] || fail 1 "$java does not tell its version (expected: JDK 17 or newer)"
  [ "$java_major" -ge 17 ] || fail 1 "java: $java_version at $java (expected: 17 or newer)"
}

# The engine's own jar is the last that a build writes: when it is there, all are.
is_built() {
  set -- "$lib"/engine-*.jar
  [ -f "$1" ]
}

# Some versions of Maven print escape sequences whatever they are told; they would stand in front of the ready line.
build() (
  set -o pipefail
  cd "$root" && JAVA_HOME=$java_home mvn -q -B -Dstyle.color=never -Dquick -Dmaven.test.skip=true -pl engine -am package 2>&1 |
    sed $'s/\033\\[[0-9;]*m//g; /^$/d' >&2
)

ensure_built() {
  is_built && return
  [ -f "$root/pom.xml" ] || fail 1 "no jars in $lib (expected: a built checkout)"
  [ -x "$java_home/bin/javac" ] || fail 1 "$java_home has no compiler, and this checkout is not built yet (expected: a JDK, not a JRE)"
  command -v mvn >/dev/null || fail 1 "this checkout is not built yet, and there is no mvn on the PATH (expected: Maven 3.8 or newer)"
  say "this checkout is not built yet; building it once, which can take some minutes: mvn -q -B -Dquick package"
  build || fail 1 "the build failed (see above)"
  started=${EPOCHREALTIME:-} # what happens once is not counted in "ready in"
}

# Sets jvm: the flags that every command has. Flags of the user's come last and win.
jvm_flags() {
  local engine_jar
  set -- "$lib"/engine-*.jar
  engine_jar=$1
  # The leak detector is for tests: it takes a stack trace of every hundredth buffer.
  jvm=(-XX:+UseSerialGC -Xshare:auto -XX:-UsePerfData -Djava.awt.headless=true
    -Dio.netty.leakDetection.level=disabled
    -Dorg.freemarker.loggerLibrary=none) # what it has to say comes as a fault
  case " ${JAVA_OPTS:-} ${MYELIN_OPTS:-}" in
    *" -XX:+Use"*GC*) unset 'jvm[0]' ;; # two collectors are an error
  esac
  if [ "$java_major" -ge 24 ]; then
    # Netty loads its native transport and uses Unsafe; newer JDKs warn about both on every start.
    jvm+=(--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow)
  fi
  classpath=$engine_jar
}

# Sets archive: the class-data archive for this JDK and these jars. What is left of others does no harm: the JVM
# checks JDK, paths, sizes and dates by itself and goes on without an archive that does not fit.
archive_name() {
  local sum
  sum=$({ cat "$java_home/release" 2>/dev/null; echo "$lib"; ls -lnL "$lib"; } | cksum)
  archive=$cds/myelin-$java_major-${sum%% *}.jsa
}

# Makes the archive from a run that starts the engine, sends a message each way and ends. Never fails.
make_archive() {
  local temporary=$archive.$$
  mkdir -p "$cds" 2>/dev/null && [ -w "$cds" ] || return 0
  "$java" "${jvm[@]}" -XX:ArchiveClassesAtExit="$temporary" -Xlog:disable -Xlog:all=off \
    -cp "$classpath" dev.myelin.engine.Main train >"$cds/train.log" 2>&1 </dev/null
  if [ -s "$temporary" ]; then
    rm -f "$cds"/myelin-"$java_major"-*.jsa
    mv -f "$temporary" "$archive"
  else
    rm -f "$temporary"
    : >"$archive" # not tried again at every start
  fi
  return 0
}

# Adds the archive to the flags, made first if it is not there.
use_archive() {
  archive_name
  if [ ! -e "$archive" ]; then
    say "preparing class data for this JDK, once"
    make_archive
    started=${EPOCHREALTIME:-}
  fi
  [ -s "$archive" ] && jvm+=(-XX:SharedArchiveFile="$archive" -Xlog:cds=off -Xlog:cds+dynamic=off)
  return 0
}

# Whether process $1 is an engine of ours; guards against a pid that somebody else has by now.
is_engine() {
  local command
  kill -0 "$1" 2>/dev/null || return 1
  if [ -r "/proc/$1/cmdline" ]; then
    command=$(tr '\0' ' ' <"/proc/$1/cmdline" 2>/dev/null)
  else
    command=$(ps -p "$1" -o args= 2>/dev/null)
  fi
  case $command in *dev.myelin.engine.Main*) return 0 ;; *) return 1 ;; esac
}

# Sets pid from file $1; false when there is none.
read_pid() {
  pid=
  [ -r "$1" ] && read -r pid <"$1"
  case $pid in '' | *[!0-9]*) return 1 ;; esac
}
