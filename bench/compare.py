#!/usr/bin/env python3
"""Measures the engine against others, in interleaved rounds on this machine; prints Markdown.

Exit 1 when the engine lost, reordered or corrupted something, or a limit is missed."""
import argparse
import os
import shutil
import signal
import sys
import tempfile

from comparing import scenarios
from comparing.http import http, requests
from comparing.programs import Programs
from comparing.push import push

MEDIATED_CASES = [scenarios.SMALL, scenarios.MEDIUM, scenarios.LARGE, scenarios.HUGE]


def arguments():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    sub = p.add_subparsers(dest="what", required=True)
    load = {}
    for name, run, cases in (("relay", scenarios.relay, scenarios.DEFAULT_CASES), ("mediated", scenarios.mediated, MEDIATED_CASES),
                             ("language", scenarios.language, [scenarios.LANGUAGE]), ("tls", scenarios.tls, [scenarios.MEDIUM]), ("idle", scenarios.idle, None),
                             ("churn", scenarios.churn, None), ("websocket", scenarios.websocket, [scenarios.SMALL])):
        s = load[name] = sub.add_parser(name, help=run.__doc__)
        s.set_defaults(run=run)
        s.add_argument("--wsload", metavar="DIR", help="a checkout of wsload, a load tool in C, to use instead of RelayLoad")
        s.add_argument("--lead", type=float, default=0.3, help="seconds of load before each measurement")
        if cases:
            s.add_argument("--cases", nargs="+", default=cases, metavar="c=C,d=D,s=S", help="connections, in flight, bytes")
    load["idle"].add_argument("--sessions", nargs="+", type=int, default=[1000, 9500])
    load["websocket"].add_argument("--soak", type=int, default=0, metavar="SECONDS", help="afterwards, load on the engine alone")
    h = sub.add_parser("http", help=http.__doc__)
    h.set_defaults(run=http)
    h.add_argument("--conns", type=int, default=50)
    r = sub.add_parser("requests", help=requests.__doc__)
    r.set_defaults(run=requests)
    r.add_argument("--conns", type=int, default=200)
    u = sub.add_parser("push", help=push.__doc__)
    u.set_defaults(run=push)
    u.add_argument("--conns", type=int, default=50)
    for s in (*load.values(), h, r, u):
        s.add_argument("--rounds", type=int, default=11)
        s.add_argument("--seconds", type=int, default=3, help="of each measurement")
        s.add_argument("--warmup", type=int, default=20, help="seconds of load on every JVM before the first round of a case")
        s.add_argument("--keep", action="store_true", help="keep the working folder with the logs")
    return p.parse_args()


def main():
    a = arguments()
    work = tempfile.mkdtemp(prefix="myelin-bench-")
    os.chmod(work, 0o755)
    programs = Programs(work)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    good = False
    try:
        good = a.run(programs, a)
    finally:
        programs.end()
        print(f"logs: {work}", file=sys.stderr) if a.keep else shutil.rmtree(work, ignore_errors=True)
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
