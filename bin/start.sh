#!/usr/bin/env bash
# Starts the engine; see usage below.
set -u
started=${EPOCHREALTIME:-}
script=$0
while [ -L "$script" ]; do
  link=$(readlink "$script")
  case $link in /*) script=$link ;; *) script=${script%/*}/$link ;; esac
done
case $script in */*) bin=${script%/*} ;; *) bin=. ;; esac
bin=$(cd "$bin" && pwd -P)
. "$bin/lib.sh"

usage() {
  cat <<'END'
usage: start.sh [--conf DIR | --sample NAME] [--port-offset N] [--daemon] [--strict]

  --conf DIR        the conf directory (default: conf/ of this checkout)
  --sample NAME     the sample of that name as conf directory
  --port-offset N   added to the ports 8290 and 8253, and to those of inbound endpoints with ws.use.port.offset=true
  --daemon          in the background: log in DIR/logs/myelin.log, pid in DIR/run/myelin.pid
  --strict          refuse to start when an artefact has errors

JVM flags: JAVA_OPTS, MYELIN_OPTS. -Dmyelin.log.level=DEBUG, -Dmyelin.log.format=json.
END
}

# Ends with the list of samples.
unknown_sample() {
  local sample known=
  for sample in "$root"/samples/*/deployment.toml "$root"/samples/*/synapse-configs; do
    [ -e "$sample" ] || continue
    sample=${sample%/*}
    sample=${sample##*/}
    case " $known " in *" $sample "*) ;; *) known="$known $sample" ;; esac
  done
  fail 2 "sample: $1 (expected: one of${known:- none: there are no samples})"
}

conf=
sample=
offset=
daemon=
strict=
while [ $# -gt 0 ]; do
  case $1 in
    --*=*)
      argument=$1
      shift
      set -- "${argument%%=*}" "${argument#*=}" "$@"
      continue
      ;;
    --conf | --sample | --port-offset)
      [ $# -ge 2 ] || fail 2 "$1 needs a value (see --help)"
      case $1 in
        --conf) conf=$2 && sample= ;;
        --sample)
          { [ -n "$2" ] && [ -e "$root/samples/$2/deployment.toml" -o -d "$root/samples/$2/synapse-configs" ]; } || unknown_sample "$2"
          sample=$root/samples/$2
          conf=$sample
          ;;
        --port-offset)
          case $2 in '' | *[!0-9]*) fail 2 "--port-offset: $2 (expected: 0 or a positive number)" ;; esac
          offset=$2
          ;;
      esac
      shift 2
      ;;
    --daemon) daemon=1 && shift ;;
    --strict) strict=1 && shift ;;
    -h | --help) usage && exit 0 ;;
    *)
      say "unknown argument: $1"
      usage >&2
      exit 2
      ;;
  esac
done
conf=${conf:-$root/conf}
[ -d "$conf" ] || fail 2 "--conf: $conf (expected: a directory)"

find_java
ensure_built
jvm_flags
use_archive
if [ -n "$sample" ] && [ -x "$sample/prepare.sh" ]; then
  JAVA_HOME=$java_home "$sample/prepare.sh" || fail 1 "the sample cannot be prepared (see above)"
  started=${EPOCHREALTIME:-}
fi
# Where standard error and the log are seen together, errors of artefacts are in the log only.
if [ -n "$daemon" ] || { [ -t 1 ] && [ -t 2 ]; }; then jvm+=(-Dmyelin.errors=log); fi
[ -n "$started" ] && jvm+=("-Dmyelin.started=$started")
[ -f "$conf/log4j2.xml" ] && jvm+=("-Dlog4j2.configurationFile=$conf/log4j2.xml")
# Flags are words: JAVA_OPTS and MYELIN_OPTS are split on purpose.
# shellcheck disable=SC2206
command=("$java" "${jvm[@]}" ${JAVA_OPTS:-} ${MYELIN_OPTS:-} -cp "$classpath" dev.myelin.engine.Main start --conf "$conf")
[ -n "$offset" ] && command+=(--port-offset "$offset")
[ -n "$strict" ] && command+=(--strict)

[ -n "$daemon" ] || exec "${command[@]}"

log=$conf/logs/myelin.log
pid_file=$conf/run/myelin.pid
mkdir -p "$conf/logs" "$conf/run" || fail 1 "cannot write to $conf (expected: a writable conf directory with --daemon)"
if read_pid "$pid_file" && is_engine "$pid"; then
  fail 1 "already running with pid $pid ($pid_file); bin/stop.sh ends it"
fi
touch "$log" || fail 1 "cannot write $log"
before=$(($(wc -c <"$log")))
if command -v setsid >/dev/null; then
  setsid "${command[@]}" >>"$log" 2>&1 </dev/null &
else
  nohup "${command[@]}" >>"$log" 2>&1 </dev/null &
fi
pid=$!
echo "$pid" >"$pid_file"
while :; do
  ready=$(tail -c "+$((before + 1))" "$log" | grep -m 1 '^Myelin .* ready in ')
  [ -n "$ready" ] && break
  if ! kill -0 "$pid" 2>/dev/null; then
    rm -f "$pid_file"
    tail -c "+$((before + 1))" "$log" | tail -n 20 >&2
    fail 1 "the engine did not start; its log is $log"
  fi
  sleep 0.1
done
echo "$ready"
errors=$(tail -c "+$((before + 1))" "$log" | grep -c ': error MYL-')
[ "$errors" -eq 0 ] || say "errors in the configuration: $errors; the log has them, and so has bin/myelin validate $conf"
say "running with pid $pid; log: $log"
