"""Messages that are pushed over the management port, and its listings, with wrk."""
import base64
import os
import socket
import sys
import threading

from . import http, targets
from .programs import free_ports
from .report import Verdict, ratios

LEAST_PUSHES = 0.7
LEAST_PAGES = 0.9
MANAGEMENT = 9164 - 8290
FEW, MANY = 10, 9500


class Client:
    """A WebSocket client that takes what it gets."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.sendall((f"GET /bench HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                             "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n").encode())
        answer = b""
        while b"\r\n\r\n" not in answer:
            more = self.socket.recv(4096)
            answer += more or sys.exit(f"handshake: {answer!r}")
        if not answer.startswith(b"HTTP/1.1 101 "):
            sys.exit("handshake: " + answer.decode())
        head = dict(line.split(": ", 1) for line in answer.decode().split("\r\n")[1:] if ": " in line)
        self.id = {name.lower(): value for name, value in head.items()}["x-websocket-connection-id"]
        self.bytes = 0

    def read(self):
        """Reads on a thread until the connection ends."""
        threading.Thread(target=self._drain, daemon=True).start()

    def _drain(self):
        buffer = bytearray(1 << 18)
        while count := self.socket.recv_into(buffer):
            self.bytes += count


def engine(programs, label, connections):
    reply, myelin_ws, myelin, unused = free_ports(4)
    ports = {"REPLY": reply, "ECHO": unused, "SINK": unused, "MYELIN": myelin_ws}
    programs.java("reply-" + label, "ReplyBackend", reply)
    conf = targets.engine_conf(programs, label, ports, "pushed")
    pid = targets.start_engine(programs, "myelin-" + label, conf, myelin, myelin_ws, options="")
    with open(os.path.join(conf, "secrets", "management.password")) as f:
        user = base64.b64encode(("admin:" + f.read().strip()).encode()).decode()
    clients = [Client(myelin_ws) for _ in range(connections)]
    clients[0].read()
    return myelin, pid, user, clients


def push(programs, a):
    """Pushes by connection id against a plain HTTP proxy of the same engine; a page of the listing with few and many connections."""
    http.duration(a, 4)
    port, pid, user, clients = engine(programs, "few", FEW)
    many_port, many_pid, many_user, many = engine(programs, "many", MANY)
    management = f"http://127.0.0.1:{port + MANAGEMENT}/management/connections"
    found = {
        "myelin http": (f"http://127.0.0.1:{port}/services/plainHttp", pid, "push.lua", ()),
        "push": (f"{management}/{clients[0].id}/messages", pid, "push.lua", ("Authorization: Basic " + user,)),
        f"list of {FEW}": (f"{management}?limit={FEW}", pid, "get.lua", ("Authorization: Basic " + user,)),
        f"list of {MANY}": (f"http://127.0.0.1:{many_port + MANAGEMENT}/management/connections?limit={FEW}", many_pid, "get.lua",
                            ("Authorization: Basic " + many_user,)),
    }
    rounds = http.measure(a, found)
    print(f"**wrk, 1 thread, {a.conns} connections; POST of 1 KiB, and pages of {FEW} connections**\n")
    http.show(rounds, found)
    verdict = Verdict()
    verdict.check("pushes per second, x myelin http", ratios(rounds, "push", "myelin http", http.requests_per_second), least=LEAST_PUSHES)
    pages = ratios(rounds, f"list of {MANY}", f"list of {FEW}", http.requests_per_second)
    verdict.check(f"pages per second with {MANY} connections, x with {FEW}", pages, least=LEAST_PAGES)
    pushed = sum(r["push"]["requests"] for r in rounds)
    verdict.check("bytes that the client got, KiB for each push", [clients[0].bytes / 1024 / pushed], least=1)
    verdict.errors({"push": rounds})
    return verdict.show()
