#!/usr/bin/env bash
# Ends an engine that start.sh --daemon started, and waits for its end.
set -u
script=$0
while [ -L "$script" ]; do
  link=$(readlink "$script")
  case $link in /*) script=$link ;; *) script=${script%/*}/$link ;; esac
done
case $script in */*) bin=${script%/*} ;; *) bin=. ;; esac
bin=$(cd "$bin" && pwd -P)
. "$bin/lib.sh"

conf=$root/conf
while [ $# -gt 0 ]; do
  case $1 in
    --conf=*) conf=${1#*=} && shift ;;
    --conf)
      [ $# -ge 2 ] || fail 2 "--conf needs a value"
      conf=$2
      shift 2
      ;;
    -h | --help) echo "usage: stop.sh [--conf DIR]" && exit 0 ;;
    *) fail 2 "unknown argument: $1 (usage: stop.sh [--conf DIR])" ;;
  esac
done
[ -d "$conf" ] || fail 2 "--conf: $conf (expected: a directory)"

pid_file=$conf/run/myelin.pid
if ! read_pid "$pid_file" || ! is_engine "$pid"; then
  rm -f "$pid_file"
  say "not running: no engine that start.sh --daemon started with --conf $conf"
  exit 0
fi
kill -TERM "$pid" 2>/dev/null
# Tenths of a second. Open sessions have [server] drain_time to end; the engine bounds that by itself.
for ((waited = 0; waited < ${MYELIN_STOP_TIMEOUT:-60} * 10; waited++)); do
  if ! kill -0 "$pid" 2>/dev/null; then
    rm -f "$pid_file"
    say "stopped"
    exit 0
  fi
  sleep 0.1
done
kill -KILL "$pid" 2>/dev/null
rm -f "$pid_file"
fail 1 "pid $pid did not end within ${MYELIN_STOP_TIMEOUT:-60} s and was killed"
