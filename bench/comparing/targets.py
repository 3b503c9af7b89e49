"""What is compared: each function starts one program in front of the back-end and gives its Target."""
import collections
import getpass
import glob
import os
import re
import shutil
import subprocess
import sys

from .programs import BENCH, ROOT, free_ports, tool

HTTP_PORT = 8290
GATEWAY = os.path.join(BENCH, "spring-cloud-gateway")

# url: where load goes; pid: whose CPU time and memory count; java: warmed up before every case
Target = collections.namedtuple("Target", "name url pid java")

NGINX = """\
daemon off;
{user}
worker_processes 1;
worker_rlimit_nofile {descriptors};
pid {work}/nginx.pid;
error_log {work}/nginx-error.log warn;
events {{ worker_connections {connections}; }}
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

HAPROXY = """\
global
    nbthread 1
    maxconn {connections}
defaults
    mode http
    timeout connect 5s
    timeout client 1h
    timeout server 1h
    timeout tunnel 1h
frontend f
    bind 127.0.0.1:{port} backlog 4096
    maxconn {connections}
    default_backend b
backend b
    server s 127.0.0.1:{backend} maxconn {connections}
"""


def url(port, scheme="ws"):
    return f"{scheme}://127.0.0.1:{port}/ws"


def write(path, text):
    with open(path, "w") as f:
        f.write(text)
    return path


def nginx(programs, backend):
    """One worker, 64 KiB buffers."""
    port, = free_ports(1)
    user = f"user {getpass.getuser()};" if os.geteuid() == 0 else ""
    text = NGINX.format(work=programs.work, port=port, backend=backend, user=user, descriptors=programs.descriptors,
                        connections=programs.descriptors - 100)
    path = write(programs.path("nginx.conf"), text)
    return Target("nginx", url(port), programs.start("nginx", [tool("nginx"), "-p", programs.work, "-c", path], port), False)


def haproxy(programs, backend):
    """One thread."""
    port, = free_ports(1)
    text = HAPROXY.format(port=port, backend=backend, connections=programs.descriptors // 2 - 50)
    path = write(programs.path("haproxy.cfg"), text)
    return Target("haproxy", url(port), programs.start("haproxy", [tool("haproxy"), "-db", "-f", path], port), False)


def vertx(programs, _):
    """A camel-vertx-websocket route that answers by itself, without a back-end."""
    port, = free_ports(1)
    return Target("camel-vertx-websocket", url(port), programs.java("vertx", "VertxEchoRoute", port), True)


def gateway(programs, backend):
    """Spring Cloud Gateway, one event loop; built when it is first asked for."""
    if not glob.glob(os.path.join(GATEWAY, "target", "lib", "*.jar")):
        print("building bench/spring-cloud-gateway", file=sys.stderr)
        subprocess.run(["mvn", "-B", "-q", "-f", os.path.join(GATEWAY, "pom.xml"), "package"], check=True)
    port, = free_ports(1)
    classes = os.path.join(GATEWAY, "target", "classes") + os.pathsep + os.path.join(GATEWAY, "target", "lib", "*")
    command = ["java", "-Dreactor.netty.ioWorkerCount=1", "-cp", classes, "dev.myelin.bench.gateway.Gateway", str(port), str(backend)]
    return Target("spring-cloud-gateway", url(port), programs.start("gateway", command, port), True)


def myelin(programs, backend, inbound, label=None):
    """The engine with one inbound endpoint of bench/conf, one event loop. The row says which tier it really is."""
    port, http, sink = free_ports(3)
    label = label or inbound
    conf = engine_conf(programs, label, {"ECHO": backend, "MYELIN": port, "SINK": sink}, inbound)
    found = tier(conf, inbound)
    wanted = "relay" if inbound in ("relay", "tls") else "mediated"
    name = f"myelin {label}" if found == wanted else f"myelin {label} ({found.upper()}, not {wanted})"
    scheme = "wss" if inbound == "tls" else "ws"
    return Target(name, url(port, scheme), start_engine(programs, "myelin-" + label, conf, http, port), True)


def engine_conf(programs, label, ports, inbound):
    conf = programs.path("conf-" + label)
    shutil.copytree(os.path.join(BENCH, "conf"), conf)
    for path in glob.glob(conf + "/**/inbound-endpoints/*.xml", recursive=True):
        if os.path.basename(path) != inbound + ".xml":
            os.remove(path)
    values = dict({"REPLY": ports["SINK"]}, **ports, KEYSTORE=key_store(programs) if inbound == "tls" else "")
    for path in glob.glob(conf + "/**/*.xml", recursive=True):
        with open(path) as f:
            text = f.read()
        write(path, re.sub("@([A-Z]+)@", lambda m: str(values[m.group(1)]), text))
    return conf


def start_engine(programs, name, conf, http, wait_for, options="-Dmyelin.event.loops=1"):
    command = [os.path.join(ROOT, "bin", "start.sh"), "--conf", conf, "--port-offset", str(http - HTTP_PORT)]
    flags = " ".join([os.environ.get("MYELIN_OPTS", ""), "-Dmyelin.log.level=WARN", options])
    return programs.start(name, command, wait_for, MYELIN_OPTS=flags)


def tier(conf, inbound):
    """What the engine itself says."""
    command = [os.path.join(ROOT, "bin", "myelin"), "explain", "--conf", conf]
    text = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    found = re.search(rf"inbound endpoint {re.escape(inbound)}: tier (\w+)", text)
    return found.group(1) if found else "unknown"


def key_store(programs):
    path = programs.path("bench.p12")
    if not os.path.exists(path):
        subprocess.run(["keytool", "-genkeypair", "-alias", "bench", "-keyalg", "EC", "-groupname", "secp256r1",
                        "-dname", "CN=localhost", "-ext", "SAN=dns:localhost,ip:127.0.0.1", "-validity", "30",
                        "-storetype", "PKCS12", "-keystore", path, "-storepass", "changeit"],
                       check=True, capture_output=True)
    return path
