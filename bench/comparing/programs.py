"""The programs under test: starting and ending them, and what the kernel knows of them."""
import glob
import json
import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import time

BENCH = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
ROOT = os.path.dirname(BENCH)
JAR = glob.glob(os.path.join(BENCH, "target", "bench-*.jar"))
CLASSPATH = os.path.join(BENCH, "target", "classes") + os.pathsep + os.path.join(BENCH, "target", "lib", "*")
READY_SECONDS = 60


class Programs:
    """The programs under test, started one by one and ended together."""

    def __init__(self, work):
        self.work = work
        self.running = []
        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
        self.descriptors = most

    def path(self, name):
        return os.path.join(self.work, name)

    def start(self, name, command, port, **env):
        """Starts a program and waits until it listens."""
        log = open(self.path(name + ".log"), "w")
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

    def open(self, command, **streams):
        """Starts a program that talks through its streams."""
        process = subprocess.Popen(command, cwd=self.work, text=True, start_new_session=True, **streams)
        self.running.append(process)
        return process

    def end(self):
        for process in reversed(self.running):
            stop(process)
        for process in self.running:
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)


def stop(process):
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGTERM)


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


def descendants(pid):
    """A process and its children, such as nginx's worker."""
    found = [pid]
    for path in glob.glob(f"/proc/{pid}/task/*/children"):
        for child in read(path).split():
            found += descendants(int(child))
    return found


def read(path):
    try:
        with open(path) as f:
            return f.read()
    except OSError:
        return ""                                   # a thread or process that has just ended


def cpu_us(pid):
    """CPU time of all threads of a process and its children, in microseconds."""
    files = [f for p in descendants(pid) for f in glob.glob(f"/proc/{p}/task/*/schedstat")]
    return sum(int((read(f).split() or [0])[0]) for f in files) / 1e3


def rss_kib(pid):
    page = os.sysconf("SC_PAGE_SIZE") // 1024
    return sum(int((read(f"/proc/{p}/statm").split() or [0, 0])[1]) * page for p in descendants(pid))


def descriptors(pid):
    return sum(len(glob.glob(f"/proc/{p}/fd/*")) for p in descendants(pid))


def live_bytes(pid):
    """Heap after a full collection, and direct memory, of a Java process."""
    command = ["java", "-cp", CLASSPATH, "dev.myelin.bench.MemoryProbe", str(pid), JAR[0]]
    memory = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return memory["heap"], memory["direct"]
