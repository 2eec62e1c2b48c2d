"""Failures of openYuanrong's sandbox SDK, against the loopback server with each response."""

import logging
import os
import socket

from capture import OUTPUT, Server, attempt, write
from responses import RESPONSES

STEP = "sandbox"


def main():
    server = Server()
    os.environ.update(YR_SERVER_ADDRESS=f"127.0.0.1:{server.port}", YR_TOKEN="token", YR_TLS="0")
    from yr_sandbox._transport import SandboxClient

    (OUTPUT / "logs").mkdir(exist_ok=True)
    logging.basicConfig(filename=OUTPUT / "logs" / "sandbox.log", level=logging.INFO)

    def calls(client):
        return {
            "create": lambda: client.create({"name": "demo", "createTimeoutSeconds": 5}),
            "delete": lambda: client.delete("sandbox-1"),
            "invoke": lambda: client.invoke("sandbox-1", "exec", {"command": "true"}),
            "pause": lambda: client.pause("sandbox-1"),
            "resume": lambda: client.resume("sandbox-1"),
            "create_snapshot": lambda: client.create_snapshot("sandbox-1"),
            "get_snapshot": lambda: client.get_snapshot("snapshot-1"),
            "resources": client.resources,
        }

    for label, status, headers, body, code in RESPONSES:
        server.response = (status, headers, body)
        write("response", label, "rest_body", body.decode(),
              status=status, headers=headers, expected=code)
        for name, call in calls(SandboxClient()).items():
            attempt(STEP, f"{label}: {name}", call, sent=label)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        os.environ["YR_SERVER_ADDRESS"] = f"127.0.0.1:{free.getsockname()[1]}"
        # Bound, but not listening: connections are refused.
        for name, call in calls(SandboxClient()).items():
            attempt(STEP, f"closed port: {name}", call)


main()
