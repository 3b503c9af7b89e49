"""HTTP clients, with wrk: one way, and request and reply."""
import json
import os
import statistics
import subprocess
import sys

from . import targets
from .programs import BENCH, cpu_us, free_ports, tool
from .report import Verdict, ratios, table

MAX_CPU = 1.5
LEAST_RATE = 0.5


def wrk(url, seconds, connections, script="post.lua", headers=()):
    command = [tool("wrk"), "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "-s", os.path.join(BENCH, script)]
    command += [part for header in headers for part in ("-H", header)] + [url]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    lines = [line for line in out.splitlines() if line.startswith("RESULT ")]
    return json.loads(lines[0][len("RESULT "):]) if lines else sys.exit("wrk printed no result:\n" + out)


def start(programs):
    peer, sink, echo, myelin_ws, myelin = free_ports(5)
    programs.java("sink", "SinkBackend", sink)
    found = {"camel-netty-http": (f"http://127.0.0.1:{peer}/bench", programs.java("netty", "NettyHttpRoute", peer))}
    conf = targets.engine_conf(programs, "http", {"ECHO": echo, "SINK": sink, "MYELIN": myelin_ws}, "mediated")
    pid = targets.start_engine(programs, "myelin", conf, myelin, myelin_ws, options="")
    found["myelin"] = f"http://127.0.0.1:{myelin}/services/bench", pid
    return {name: (url, pid, "post.lua", ()) for name, (url, pid) in found.items()}


def start_requests(programs):
    reply, myelin_ws, myelin, unused = free_ports(4)
    programs.java("reply", "ReplyBackend", reply)
    ports = {"REPLY": reply, "ECHO": unused, "SINK": unused, "MYELIN": myelin_ws}
    conf = targets.engine_conf(programs, "requests", ports, "mediated")
    pid = targets.start_engine(programs, "myelin", conf, myelin, myelin_ws)
    proxies = {"myelin http": "plainHttp", "myelin json-rpc": "byRpc", "myelin expressions": "byKey"}
    return {name: (f"http://127.0.0.1:{myelin}/services/{proxy}", pid, "rpc.lua", ()) for name, proxy in proxies.items()}


def measure(a, found):
    """Interleaved rounds; found: url, process, script and headers by name."""
    for name, (url, _, script, headers) in found.items():
        print(f"warming up {name}", file=sys.stderr)
        wrk(url, a.warmup, a.conns, script, headers)
    rounds, order = [], list(found)
    for k in range(a.rounds):
        rounds.append({})
        first = k % len(order)
        for name in order[first:] + order[:first]:
            url, pid, script, headers = found[name]
            before = cpu_us(pid)
            run = wrk(url, a.seconds, a.conns, script, headers)
            run["cpu_us"] = (cpu_us(pid) - before) / max(1, run["requests"])
            run["target"] = name
            rounds[k][name] = run
            print(f"round {k + 1}/{a.rounds} {name}: {run['requests'] / run['seconds']:.0f}/s, {run['cpu_us']:.1f} us", file=sys.stderr)
    return rounds


def requests_per_second(run):
    return run["requests"] / run["seconds"]


def show(rounds, names):
    rows = []
    for name in names:
        median = lambda f: statistics.median(f(r[name]) for r in rounds)
        rows.append([name, f"{median(requests_per_second):.0f}", f"{median(lambda r: r['cpu_us']):.2f}",
                     f"{median(lambda r: r['p50']):.0f}", f"{median(lambda r: r['p99']):.0f}", sum(r[name]["errors"] for r in rounds)])
    print(table(["target", "requests/s", "CPU us/request", "p50 us", "p99 us", "errors"], rows))


def duration(a, count):
    print(f"about {(count * (a.rounds * a.seconds + a.warmup) + 10) / 60:.1f} min", file=sys.stderr)


def http(programs, a):
    """The proxy that answers 202 against the smallest camel-netty-http route."""
    duration(a, 2)
    found = start(programs)
    rounds = measure(a, found)
    print(f"**wrk, 1 thread, {a.conns} connections, POST of 11 bytes**\n")
    show(rounds, found)
    verdict = Verdict()
    verdict.check("CPU per request, x camel-netty-http", ratios(rounds, "myelin", "camel-netty-http", lambda r: r["cpu_us"]), most=MAX_CPU)
    verdict.errors({"http": rounds})
    return verdict.show()


def requests(programs, a):
    """Request and reply over 4 WebSocket connections against a plain HTTP proxy of the same engine."""
    duration(a, 3)
    found = start_requests(programs)
    rounds = measure(a, found)
    print(f"**wrk, 1 thread, {a.conns} connections, POST of 96 bytes, 4 back-end connections**\n")
    show(rounds, found)
    verdict = Verdict()
    for name in list(found)[1:]:
        shares = ratios(rounds, name, "myelin http", requests_per_second)
        verdict.check(f"requests per second, {name}, x myelin http", shares, least=LEAST_RATE)
    verdict.errors({"requests": rounds})
    return verdict.show()
