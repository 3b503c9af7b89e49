#!/usr/bin/env python3
"""Measures the engine against others, in interleaved rounds on this machine.

  compare.sh websocket --wsload DIR   a mediated inbound endpoint against nginx and camel-vertx-websocket; DIR is a
                                      checkout of the load tool wsload (wsload, wsecho, bench.py), which is only read
  compare.sh http                     the proxy that answers 202 against the smallest camel-netty-http route, with wrk

Prints Markdown. Exit 1 when the engine lost, reordered or corrupted something or a limit is missed."""
import argparse
import getpass
import glob
import json
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
CLASSPATH = os.path.join(HERE, "target", "classes") + os.pathsep + os.path.join(HERE, "target", "lib", "*")
HTTP_PORT = 8290
READY_SECONDS = 60
CASES = ["c=100,d=16,s=64", "c=100,d=1,s=1024", "c=100,d=4,s=16384", "c=10,d=1,s=262144"]
MAX_CPU_OF_NGINX = 7.0
MIN_THROUGHPUT_OF_VERTX = 2.5
MAX_CPU_OF_NETTY_HTTP = 1.5

NGINX = """\
daemon off;
{user}
worker_processes 1;
pid {work}/nginx.pid;
error_log {work}/nginx-error.log warn;
events {{ worker_connections 4096; }}
http {{
    access_log off;
    client_body_temp_path {work}; proxy_temp_path {work}; fastcgi_temp_path {work}; uwsgi_temp_path {work}; scgi_temp_path {work};
    server {{
        listen 127.0.0.1:{port} backlog=4096;
        location / {{
            proxy_pass http://127.0.0.1:{backend};
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection upgrade;
            proxy_buffer_size 64k; proxy_buffers 8 64k; proxy_busy_buffers_size 128k;
            proxy_read_timeout 1h; proxy_send_timeout 1h;
        }}
    }}
}}
"""


class Programs:
    """The programs under test, started one by one and ended together."""

    def __init__(self, work):
        self.work = work
        self.running = []

    def start(self, name, command, port, **env):
        log = open(os.path.join(self.work, name + ".log"), "w")
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
                                   cwd=self.work, env=dict(os.environ, **env), start_new_session=True)
        self.running.append(process)
        deadline = time.monotonic() + READY_SECONDS
        while not listening(port):
            if process.poll() is not None or time.monotonic() > deadline:
                sys.exit(f"{name} did not start:\n" + open(log.name).read())
            time.sleep(0.1)
        return process.pid

    def java(self, name, main, port):
        return self.start(name, ["java", "-cp", CLASSPATH, "dev.myelin.bench." + main, str(port)], port)

    def end(self):
        for process in reversed(self.running):
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
        for process in self.running:
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)


def listening(port):
    with socket.socket() as s:
        return s.connect_ex(("127.0.0.1", port)) == 0


def free_ports(n):
    sockets = [socket.socket() for _ in range(n)]
    for s in sockets:
        s.bind(("127.0.0.1", 0))
    ports = [s.getsockname()[1] for s in sockets]
    for s in sockets:
        s.close()
    return ports


def tool(name):
    path = shutil.which(name, path=os.environ["PATH"] + ":/usr/sbin:/sbin")
    return path or sys.exit(f"{name} is not installed")


def cpu_us(pid):
    """CPU time of all threads of one process in microseconds."""
    total = 0
    for path in glob.glob(f"/proc/{pid}/task/*/schedstat"):
        try:
            with open(path) as f:
                total += int(f.read().split()[0])
        except OSError:
            pass                                    # a thread that has just ended
    return total / 1e3


def start_myelin(programs, ports, offset, wait_for):
    conf = os.path.join(programs.work, "conf")
    shutil.copytree(os.path.join(HERE, "conf"), conf)
    for path in glob.glob(conf + "/**/*.xml", recursive=True):
        with open(path) as f:
            text = f.read()
        for name, port in ports.items():
            text = text.replace(f"@{name}@", str(port))
        with open(path, "w") as f:
            f.write(text)
    command = [os.path.join(ROOT, "bin", "start.sh"), "--conf", conf, "--port-offset", str(offset)]
    quiet = os.environ.get("MYELIN_OPTS", "") + " -Dmyelin.log.level=WARN"
    return programs.start("myelin", command, wait_for, MYELIN_OPTS=quiet)


def wsload_tools(checkout, work):
    """A built copy: the checkout may be read-only."""
    tools = os.path.join(work, "wsload")
    os.mkdir(tools)
    for path in glob.glob(os.path.join(checkout, "*")):
        if os.path.isfile(path):
            shutil.copy(path, tools)
    if not os.path.isfile(os.path.join(tools, "bench.py")):
        sys.exit(f"{checkout} is no checkout of wsload: no bench.py in it")
    subprocess.run(["make", "-s", "-C", tools], check=True)
    return tools


def start_nginx(programs, port, backend):
    user = f"user {getpass.getuser()};" if os.geteuid() == 0 else ""
    path = os.path.join(programs.work, "nginx.conf")
    with open(path, "w") as f:
        f.write(NGINX.format(work=programs.work, port=port, backend=backend, user=user))
    return programs.start("nginx", [tool("nginx"), "-p", programs.work, "-c", path], port)


def websocket(programs, a):
    tools = wsload_tools(a.wsload, programs.work)
    echo, nginx, vertx, myelin, sink, http = free_ports(6)
    programs.start("wsecho", [os.path.join(tools, "wsecho"), str(echo)], echo)
    targets = {}
    if "nginx" in a.targets:
        targets["nginx"] = nginx, start_nginx(programs, nginx, echo)
    if "myelin" in a.targets:
        ports = {"ECHO": echo, "MYELIN": myelin, "SINK": sink}
        targets["myelin"] = myelin, start_myelin(programs, ports, http - HTTP_PORT, myelin)
    if "vertx" in a.targets:
        targets["camel-vertx-websocket"] = vertx, programs.java("vertx", "VertxEchoRoute", vertx)
    url = lambda port: f"ws://127.0.0.1:{port}/ws"
    load = [os.path.join(tools, "wsload"), "--conns", "100", "--depth", "16", "--size", "64"]
    for name, (port, _) in targets.items():         # the first seconds of a Java program are its compiler's
        print(f"warming up {name}", file=sys.stderr)
        subprocess.run(load + ["--url", url(port), "--seconds", str(a.warmup)], stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, check=False)
    results = os.path.join(programs.work, "results.json")
    command = [sys.executable, os.path.join(tools, "bench.py"), "--rounds", str(a.rounds), "--seconds", str(a.seconds),
               "--json", results, "--cases"] + a.cases
    for name, (port, pid) in targets.items():
        command += ["--target", f"{name}={url(port)}@{pid}"]
    subprocess.run(command, check=False)            # it exits 1 when any target, not only ours, had an error
    with open(results) as f:
        good = judge_websocket(json.load(f), a.cases[0])
    if a.soak and "myelin" in targets:
        print(f"\nThe engine alone, 100 connections, 16 in flight, 64 bytes, {a.soak} s:\n", flush=True)
        run = subprocess.run(load + ["--url", url(targets["myelin"][0]), "--seconds", str(a.soak)], check=False)
        good = good and run.returncode == 0
    return good


def judge_websocket(runs, case):
    """The limits, by medians of the ratios of each round. Limits are for the first case."""
    rounds = {}
    for run in runs:
        if run["case"] == case:
            rounds.setdefault(run["round"], {})[run["target"]] = run
    cpu = lambda run: run["cpu_us"] / max(1, run["messages"])
    rate = lambda run: run["msgs_per_s"]
    errors = sum(run["errors"] for run in runs if run["target"] == "myelin")
    print(f"\nErrors of the engine in all cases: {errors}")
    good = errors == 0
    good &= limit(rounds, "CPU per message", cpu, "nginx", most=MAX_CPU_OF_NGINX)
    good &= limit(rounds, "throughput", rate, "camel-vertx-websocket", least=MIN_THROUGHPUT_OF_VERTX)
    return good


def limit(rounds, what, figure, other, most=None, least=None):
    ratios = [figure(r["myelin"]) / figure(r[other]) for r in rounds.values()
              if "myelin" in r and other in r and figure(r[other])]
    if not ratios:
        return True
    ratio = statistics.median(ratios)
    good = (most is None or ratio <= most) and (least is None or ratio >= least)
    bound = f"at most {most}" if most is not None else f"at least {least}"
    print(f"{what}: {ratio:.2f} times that of {other} ({bound}): {'met' if good else 'MISSED'}")
    return good


def wrk(url, seconds, connections):
    command = [tool("wrk"), "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "-s",
               os.path.join(HERE, "post.lua"), url]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    lines = [line for line in out.splitlines() if line.startswith("RESULT ")]
    return json.loads(lines[0][len("RESULT "):]) if lines else sys.exit("wrk printed no result:\n" + out)


def http(programs, a):
    peer, sink, echo, myelin_ws, myelin = free_ports(5)
    programs.java("sink", "SinkBackend", sink)
    targets = {}
    if "netty-http" in a.targets:
        targets["camel-netty-http"] = f"http://127.0.0.1:{peer}/bench", programs.java("netty", "NettyHttpRoute", peer)
    if "myelin" in a.targets:
        ports = {"ECHO": echo, "SINK": sink, "MYELIN": myelin_ws}
        pid = start_myelin(programs, ports, myelin - HTTP_PORT, myelin)
        targets["myelin"] = f"http://127.0.0.1:{myelin}/services/bench", pid
    for name, (url, _) in targets.items():
        print(f"warming up {name}", file=sys.stderr)
        wrk(url, a.warmup, a.conns)
    rounds, order = {}, list(targets)
    for k in range(a.rounds):
        for name in order[k % len(order):] + order[:k % len(order)]:
            url, pid = targets[name]
            before = cpu_us(pid)
            result = wrk(url, a.seconds, a.conns)
            result["cpu_us"] = (cpu_us(pid) - before) / max(1, result["requests"])
            rounds.setdefault(k, {})[name] = result
            print(f"round {k + 1}/{a.rounds} {name}: {result['requests'] / result['seconds']:.0f}/s, "
                  f"{result['cpu_us']:.1f} us", file=sys.stderr)
    print(f"**wrk, 1 thread, {a.conns} connections, POST of 11 bytes**\n")
    print("| target | requests/s | CPU us/request | p50 us | p99 us | errors |\n|---|---:|---:|---:|---:|---:|")
    for name in order:
        runs = [r[name] for r in rounds.values()]
        median = lambda f: statistics.median(f(r) for r in runs)
        print(f"| {name} | {median(lambda r: r['requests'] / r['seconds']):.0f} | {median(lambda r: r['cpu_us']):.2f} "
              f"| {median(lambda r: r['p50']):.0f} | {median(lambda r: r['p99']):.0f} | {sum(r['errors'] for r in runs)} |")
    print()
    errors = sum(r["myelin"]["errors"] for r in rounds.values() if "myelin" in r)
    return limit(rounds, "CPU per request", lambda r: r["cpu_us"], "camel-netty-http", most=MAX_CPU_OF_NETTY_HTTP) \
        and errors == 0


def arguments():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    sub = p.add_subparsers(dest="what", required=True)
    ws = sub.add_parser("websocket")
    ws.add_argument("--wsload", metavar="DIR", required=True, help="a checkout of wsload")
    ws.add_argument("--cases", nargs="+", default=CASES, help="connections, depth, size; limits are for the first")
    ws.add_argument("--soak", type=int, default=0, metavar="SECONDS", help="afterwards, load on the engine alone")
    ws.add_argument("--targets", nargs="+", default=["nginx", "myelin", "vertx"], choices=["nginx", "myelin", "vertx"])
    h = sub.add_parser("http")
    h.add_argument("--conns", type=int, default=50)
    h.add_argument("--targets", nargs="+", default=["netty-http", "myelin"], choices=["netty-http", "myelin"])
    for s in (ws, h):
        s.add_argument("--rounds", type=int, default=5)
        s.add_argument("--seconds", type=int, default=3, help="of each measurement")
        s.add_argument("--warmup", type=int, default=8, help="seconds of load before the first round")
        s.add_argument("--keep", action="store_true", help="keep the working folder with the logs")
    return p.parse_args()


def main():
    a = arguments()
    work = tempfile.mkdtemp(prefix="myelin-bench-")
    os.chmod(work, 0o755)
    programs = Programs(work)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        good = websocket(programs, a) if a.what == "websocket" else http(programs, a)
    finally:
        programs.end()
        print(f"logs: {work}", file=sys.stderr) if a.keep else shutil.rmtree(work, ignore_errors=True)
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
