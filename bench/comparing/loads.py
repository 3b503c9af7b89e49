"""The two load tools. Both take the same options and give the same figures."""
import glob
import json
import os
import shutil
import subprocess
import sys
import time

from .programs import CLASSPATH, cpu_us, descriptors, free_ports, rss_kib, stop

RELEASE_SECONDS = 30


class JavaLoad:
    """RelayLoad, in one process for all runs, so that its own compilation is over when it counts; EchoBackend."""

    def __init__(self, programs):
        self.programs = programs
        self.process = programs.open(self.command("--serve"), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    @staticmethod
    def command(*args):
        return ["java", "-cp", CLASSPATH, "dev.myelin.bench.load.RelayLoad"] + [str(a) for a in args]

    def backend(self):
        port, = free_ports(1)
        self.programs.java("echo", "EchoBackend", port)
        return port

    def run(self, target, args):
        """One run; CPU time of the target from the beginning of its measuring to the end."""
        self.process.stdin.write(" ".join(str(a) for a in ["--url", target.url, "--json", "--marks"] + args) + "\n")
        self.process.stdin.flush()
        marks = follow(target, self.process.stderr, until="end")
        line = self.process.stdout.readline()
        return result(target, line or sys.exit("the load tool ended"), marks)

    can_tls = True


class WsLoad:
    """wsload of another checkout, a load tool in C; wsecho."""

    def __init__(self, programs, checkout):
        self.programs = programs
        self.tools = programs.path("wsload")
        os.mkdir(self.tools)
        for path in glob.glob(os.path.join(checkout, "*")):
            if os.path.isfile(path):
                shutil.copy(path, self.tools)
        if not os.path.isfile(os.path.join(self.tools, "wsload.c")):
            sys.exit(f"{checkout} is no checkout of wsload: no wsload.c in it")
        subprocess.run(["make", "-s", "-C", self.tools, "wsload", "wsecho"], check=True)

    def command(self, *args):
        return [os.path.join(self.tools, "wsload")] + [str(a) for a in args]

    def backend(self):
        port, = free_ports(1)
        self.programs.start("wsecho", [os.path.join(self.tools, "wsecho"), str(port)], port)
        return port

    def run(self, target, args):
        process = self.programs.open(self.command("--url", target.url, "--json", "--marks", *args),
                                     stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        marks = follow(target, process.stderr)
        line = process.stdout.read()
        process.wait()
        self.programs.running.remove(process)
        return result(target, line or sys.exit("wsload printed no result"), marks)

    can_tls = False


def follow(target, errors, until=None):
    marks = {}
    for line in errors:
        if line.startswith("MARK "):
            mark = line.split()[1]
            marks[mark] = cpu_us(target.pid), rss_kib(target.pid)
            if mark == until:
                break
        else:
            print(f"{target.name}: {line}", end="", file=sys.stderr)
    return marks


def result(target, line, marks):
    r = json.loads(line)
    start, end = marks.get("start", (0, 0)), marks.get("end", (0, 0))
    r.update(target=target.name, cpu_us=end[0] - start[0], rss_kib=end[1])
    return r


class Idle:
    """Idle connections, held by a process of its own until they are let go."""

    def __init__(self, programs, load, target, count):
        self.programs = programs
        self.target = target
        self.before = descriptors(target.pid)
        command = load.command("--url", target.url, "--idle", count, "--hold", 3600, "--marks", "--timeout", 60)
        self.process = programs.open(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        for line in self.process.stderr:
            if line == "MARK ready\n":
                break
            print(f"{target.name}: {line}", end="", file=sys.stderr)

    def release(self):
        stop(self.process)
        self.process.wait()
        self.programs.running.remove(self.process)
        deadline = time.monotonic() + RELEASE_SECONDS   # the back-end has no room for the next ones before these are gone
        while descriptors(self.target.pid) > self.before + 20 and time.monotonic() < deadline:
            time.sleep(0.2)
