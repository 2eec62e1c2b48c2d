"""Runs cluster_mode.py against a closed port and the loopback server with each response."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from capture import OUTPUT, Server
from responses import RESPONSES

SCRIPT = Path(__file__).with_name("cluster_mode.py")
SECONDS = 110
# The requests of `init`, and those for objects and keys.
INIT, OBJECTS = ("/client/v1/lease", "/serverless/v1/capabilities"), ("/datasystem/",)
QUICK = ("put", "kv_write", "kv_read", "kv_del", "get_instance")


def run(label, port, *calls):
    with (OUTPUT / "cluster.txt").open("a") as out:
        process = subprocess.Popen([sys.executable, SCRIPT, label, str(port), *calls],
                                   stdout=out, stderr=out, stdin=subprocess.DEVNULL)
        try:
            process.wait(SECONDS)
        except subprocess.TimeoutExpired:
            out.write(f"{label}: ended after {SECONDS} s\n")
            process.send_signal(signal.SIGKILL)
            process.wait()


def with_response(case):
    label, status, headers, body, _ = case
    for name, exceptions, calls in (
        # To the very first request, to each that follows it, and only to those for instances.
        (f"{label} at init", (), ("none",)),
        (label, INIT, QUICK),
        (f"{label} for instances", INIT + OBJECTS, ("invoke", "create")),
    ):
        server = Server(exceptions)
        server.response = (status, headers, body)
        run(name, server.port, *calls)
        requests = sorted(set(server.requests))
        server.server.shutdown()
        server.server.server_close()
        with (OUTPUT / "requests.txt").open("a") as out:
            out.write(f"{name}: {len(server.requests)} requests: {requests}\n")


def with_slow_calls(_):
    """Calls that look for other addresses than the server's, or end the process."""
    server = Server(INIT + OBJECTS)
    run("no function master", server.port, "resources")
    run("no resource groups", server.port, "create_resource_group")


def with_closing_server(_):
    """Closes each connection after the request, without a response."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve():
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=lambda c=connection: (c.recv(65536), c.close()),
                             daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    run("connection closed", listener.getsockname()[1], "none")
    listener.close()


def with_stopped_server(_):
    """Responds to the request of `init`, and takes no further connections."""
    server = Server(("/",))

    def stop():
        while not any(path == INIT[0] for _, path in server.requests):
            time.sleep(0.001)
        server.gone = True
        server.server.shutdown()
        server.server.server_close()

    threading.Thread(target=stop, daemon=True).start()
    run("server gone after init", server.port, *QUICK)


def with_closed_port(_):
    with socket.socket() as bound:
        # Bound, but not listening: connections are refused.
        bound.bind(("127.0.0.1", 0))
        run("closed port", bound.getsockname()[1])


def main():
    with ThreadPoolExecutor(2) as pool:
        jobs = [pool.submit(function, None) for function in
                (with_slow_calls, with_closed_port, with_closing_server, with_stopped_server)]
        jobs += [pool.submit(with_response, case) for case in RESPONSES]
        for job in jobs:
            job.result()


start = time.monotonic()
main()
print(f"cluster mode: {time.monotonic() - start:.0f} s", flush=True)
os._exit(0)
