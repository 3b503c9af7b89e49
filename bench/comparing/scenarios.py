"""The subcommands: what runs against what, and which limits hold."""
import sys
import time

from . import targets
from .loads import Idle, JavaLoad, WsLoad
from .programs import live_bytes, rss_kib
from .report import Verdict, better, case_value, cpu, describe, latency, rate, ratios, show, table

SMALL = "c=100,d=16,s=64"
MEDIUM = "c=100,d=1,s=1024"
LANGUAGE = "c=100,d=16,s=1024"
LARGE = "c=100,d=4,s=16384"
HUGE = "c=10,d=1,s=262144"
DEFAULT_CASES = ["c=1,d=1,s=64", MEDIUM, SMALL, "c=1000,d=1,s=64", LARGE, HUGE]
OVERHEAD = 0.6
SETTLE_SECONDS = 6         # longer than a close handshake may take: what sessions of before held is not counted


def unjudged(case):
    """One connection, and 256 KiB, are reported only."""
    return case_value(case, "c") == 1 or case_value(case, "s") >= 262_144


def load_args(case, seconds, warmup):
    c, d, s = (case_value(case, key) for key in "cds")
    return ["--conns", c, "--depth", d, "--size", s, "--seconds", seconds, "--warmup", warmup]


def make_load(programs, a):
    return WsLoad(programs, a.wsload) if a.wsload else JavaLoad(programs)


def estimate(a, runs, warm_ups, more=0):
    """Says how long it will take before anything starts."""
    seconds = a.rounds * runs * (a.seconds + a.lead + OVERHEAD) + warm_ups * (a.warmup + 1) + 15 + more
    print(f"about {seconds / 60:.0f} min {seconds % 60:.0f} s", file=sys.stderr, flush=True)


def run_case(load, chosen, case, a, options=()):
    """Warms every JVM up at this case, then measures in rounds, another target first in each."""
    for target in chosen:
        if target.java:
            print(f"warming up {target.name}, {describe(case)}", file=sys.stderr, flush=True)
            load.run(target, load_args(case, a.warmup, 0.1) + list(options))
    rounds = []
    for k in range(a.rounds):
        order = chosen[k % len(chosen):] + chosen[:k % len(chosen)]
        rounds.append({t.name: load.run(t, load_args(case, a.seconds, a.lead) + list(options)) for t in order})
        figures = ", ".join(f"{n} {rate(r):.0f}/s {cpu(r):.2f} us" for n, r in rounds[-1].items())
        print(f"round {k + 1}/{a.rounds} {case}: {figures}", file=sys.stderr, flush=True)
    show(case, rounds, [t.name for t in chosen])
    return rounds


def relay(programs, a):
    """The relay tier against the better of nginx and HAProxy."""
    estimate(a, 3 * len(a.cases), len(a.cases))
    load = make_load(programs, a)
    backend = load.backend()
    chosen = [targets.nginx(programs, backend), targets.haproxy(programs, backend), targets.myelin(programs, backend, "relay")]
    nginx, haproxy, mine = (t.name for t in chosen)
    per_case = {case: run_case(load, chosen, case, a) for case in a.cases}
    verdict = Verdict()
    ahead = 0
    for case, rounds in per_case.items():
        judged = not unjudged(case)
        for what, figure, limit in (("throughput", rate, dict(least=0.95)), ("CPU", cpu, dict(most=1.15)),
                                    ("p99", latency("p99"), dict(most=1.25))):
            other = better(rounds, [nginx, haproxy], figure, largest=figure is rate)
            verdict.check(f"{case}: {what}, x {other}", ratios(rounds, mine, other, figure), **(limit if judged else {}))
        ahead += better(rounds, [haproxy, mine], cpu, largest=False) == mine
    if len(a.cases) >= 4:
        verdict.fact("cases with less CPU than haproxy", f"{ahead} of {len(a.cases)}", "at least 4", ahead >= 4)
    verdict.fact("tier", mine, "relay", mine == "myelin relay")
    verdict.errors(per_case)
    return verdict.show()


def mediated(programs, a):
    """Mediation against a camel-vertx-websocket echo and against Spring Cloud Gateway, which only relays."""
    plain = [case for case in a.cases if case != SMALL]
    estimate(a, (3 if SMALL in a.cases else 0) + 2 * len(plain), 3 + 2 * len(plain))
    load = make_load(programs, a)
    backend = load.backend()
    scg = targets.gateway(programs, backend)
    verdict = Verdict()
    per_case = {}
    if SMALL in a.cases:
        mine = targets.myelin(programs, backend, "filtered")
        vertx = targets.vertx(programs, backend)
        rounds = per_case[SMALL] = run_case(load, [scg, mine, vertx], SMALL, a)
        verdict.check(f"{SMALL}: throughput, x {vertx.name}", ratios(rounds, mine.name, vertx.name, rate), least=2.5)
        verdict.check(f"{SMALL}: CPU, x {scg.name} (aim: 1.8)", ratios(rounds, mine.name, scg.name, cpu), most=2.5)
    if plain:
        mine = targets.myelin(programs, backend, "mediated")
    for case in plain:
        rounds = per_case[case] = run_case(load, [scg, mine], case, a)
        limit = {} if unjudged(case) else dict(most=1.2)
        verdict.check(f"{case}: CPU, unchanged messages, x {scg.name}", ratios(rounds, mine.name, scg.name, cpu), **limit)
    verdict.errors(per_case)
    return verdict.show()


def tls(programs, a):
    """wss to ws against ws to ws. wsload knows no TLS: the load is RelayLoad's."""
    estimate(a, 2 * len(a.cases), 2 * len(a.cases))
    a.wsload = None
    load = JavaLoad(programs)
    backend = load.backend()
    plain, secure = targets.myelin(programs, backend, "relay"), targets.myelin(programs, backend, "tls")
    verdict = Verdict()
    per_case = {case: run_case(load, [plain, secure], case, a) for case in a.cases}
    for case, rounds in per_case.items():
        limit = dict(least=0.6) if case_value(case, "s") == 1024 else {}
        verdict.check(f"{case}: throughput, x plain relay", ratios(rounds, secure.name, plain.name, rate), **limit)
    verdict.errors(per_case)
    return verdict.show()


def language(programs, a):
    """What expressions cost: the same route without them. wsload writes JSON only: the load is RelayLoad's."""
    estimate(a, 4 * len(a.cases), 4 * len(a.cases))
    a.wsload = None
    load = make_load(programs, a)
    backend = load.backend()
    bare = targets.myelin(programs, backend, "bare")
    verdict = Verdict()
    per_case = {}
    for inbound, shape, what, most in (("rebuilt", "order", "filter on a JSONPath and payloadFactory", 3.0),
                                       ("xpath", "xml", "filter on an XPath", 5.0)):
        target = targets.myelin(programs, backend, inbound)
        for case in a.cases:
            name = f"{case}: {what}"
            rounds = per_case[name] = run_case(load, [bare, target], case, a, ["--shape", shape])
            verdict.check(f"{name}: CPU, x {bare.name}", ratios(rounds, target.name, bare.name, cpu), most=most)
    verdict.errors(per_case)
    return verdict.show()


def websocket(programs, a):
    """A mediated endpoint against nginx and camel-vertx-websocket."""
    estimate(a, 3 * len(a.cases), 2 * len(a.cases), a.soak)
    load = make_load(programs, a)
    backend = load.backend()
    chosen = [targets.nginx(programs, backend), targets.myelin(programs, backend, "mediated"), targets.vertx(programs, backend)]
    nginx, mine, vertx = (t.name for t in chosen)
    per_case = {case: run_case(load, chosen, case, a) for case in a.cases}
    verdict = Verdict()
    if SMALL in per_case:
        verdict.check(f"{SMALL}: CPU, x {nginx}", ratios(per_case[SMALL], mine, nginx, cpu), most=7.0)
        verdict.check(f"{SMALL}: throughput, x {vertx}", ratios(per_case[SMALL], mine, vertx, rate), least=2.5)
    verdict.errors(per_case)
    if a.soak:
        run = load.run(chosen[1], load_args(SMALL, a.soak, 1))
        verdict.fact(f"errors in {a.soak} s alone, {run['messages']} messages", run["errors"], "0", run["errors"] == 0)
    return verdict.show()


def churn(programs, a):
    """Connect, handshake, one message, close."""
    estimate(a, 4, 2)
    load = make_load(programs, a)
    backend = load.backend()
    chosen = [make(programs, backend) for make in (targets.nginx, targets.haproxy)]
    chosen += [targets.myelin(programs, backend, name) for name in ("relay", "mediated")]
    cycles = lambda target, seconds: load.run(target, ["--churn", seconds, "--conns", 50])
    for target in chosen[2:]:
        cycles(target, a.warmup)
    rounds = []
    for k in range(a.rounds):
        order = chosen[k % len(chosen):] + chosen[:k % len(chosen)]
        rounds.append({t.name: cycles(t, a.seconds) for t in order})
    rows = []
    for name in (t.name for t in chosen):
        middle = lambda f: sorted(f(r[name]) for r in rounds)[len(rounds) // 2]
        rows.append([name, f"{middle(lambda r: r['handshakes_per_s']):.0f}", f"{middle(lambda r: r['handshake_us']['p50']):.0f}",
                     f"{middle(lambda r: r['handshake_us']['p99']):.0f}",
                     f"{middle(lambda r: r['cpu_us'] / max(1, r['handshakes_per_s'] * r['seconds'])):.0f}", sum(r[name]["errors"] for r in rounds)])
    print("\n" + table(["target", "cycles/s", "handshake p50 us", "p99 us", "CPU us/cycle", "errors"], rows))
    verdict = Verdict()
    verdict.errors({"churn": rounds})
    return verdict.show()


def idle(programs, a):
    """Memory of idle sessions, and what busy ones notice of them."""
    seconds = 60 + sum(count / 800 + 25 for count in a.sessions) * 2
    estimate(a, 2, 4, seconds)
    load = make_load(programs, a)
    backend = load.backend()
    verdict = Verdict()
    rows, per_session = [], {}
    for count in a.sessions:
        engine = targets.myelin(programs, backend, "relay", f"relay-{count}")
        load.run(engine, load_args(MEDIUM, 5, 0.5))
        Idle(programs, load, engine, 100).release()
        time.sleep(SETTLE_SECONDS)
        measured = memory(programs, load, engine, count, live=True)
        per_session[count] = measured[0]
        rows.append([engine.name, count] + cells(measured))
        verdict.check(f"{count} sessions: live heap and direct memory, KiB (aim: 8)", [measured[0]], most=12)
        for make in (targets.nginx, targets.haproxy):
            if count == max(a.sessions):
                peer = make(programs, backend)
                rows.append([peer.name, count] + cells(memory(programs, load, peer, count, live=False)))
    if len(a.sessions) > 1:
        few, many = min(a.sessions), max(a.sessions)
        verdict.check(f"a session at {many}, x one at {few}", [per_session[many] / per_session[few]], most=1.0)
    print("\n" + table(["target", "idle sessions", "live KiB/session", "heap", "direct", "RSS KiB/session", "RSS MiB"], rows), flush=True)
    return busy_beside(programs, load, backend, a, verdict)


def cells(measured):
    return [f"{value:.1f}" if value is not None else "-" for value in measured]


def memory(programs, load, target, count, live):
    """KiB a session: live (heap and direct), heap, direct, RSS; and the RSS in MiB."""
    heap, direct = live_bytes(target.pid) if live else (0, 0)
    rss = rss_kib(target.pid)
    sessions = Idle(programs, load, target, count)
    time.sleep(3)
    rss_then = rss_kib(target.pid)
    heap_then, direct_then = live_bytes(target.pid) if live else (0, 0)
    sessions.release()
    more_heap, more_direct = (heap_then - heap) / 1024 / count, (direct_then - direct) / 1024 / count
    parts = [more_heap + more_direct, more_heap, more_direct] if live else [None] * 3
    return parts + [(rss_then - rss) / count, rss_then / 1024]


def busy_beside(programs, load, backend, a, verdict):
    """Two engines alike, one with the idle sessions, in turn."""
    alone = targets.myelin(programs, backend, "relay", "alone")
    beside = targets.myelin(programs, backend, "relay", "beside")
    sessions = Idle(programs, load, beside, max(a.sessions))
    rounds = run_case(load, [alone, beside], MEDIUM, a)
    sessions.release()
    verdict.check(f"{MEDIUM}: throughput beside {max(a.sessions)} idle sessions, x without",
                  ratios(rounds, beside.name, alone.name, rate), least=0.9)
    verdict.errors({MEDIUM: rounds})
    return verdict.show()
