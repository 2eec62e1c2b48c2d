"""What all steps share: where captures go, how a failure is captured, and the loopback server."""

import http.server
import json
import os
import threading
import traceback
from pathlib import Path

OUTPUT = Path(os.environ["CAPTURES"])


def write(step, label, kind, text, **fields):
    """Appends a capture. `kind` is that of tests/real/cases.jsonl: text, rest_body or log."""
    line = json.dumps({"step": step, "label": label, "kind": kind, "text": text, **fields})
    with (OUTPUT / "captures.jsonl").open("a", encoding="utf-8") as file:
        file.write(line + "\n")


def attempt(step, label, call, **fields):
    """Runs a call that is expected to fail, and captures the text of its exception."""
    try:
        result = call()
    except Exception as error:  # noqa: BLE001: any exception is what is wanted
        code = getattr(error, "code", None)
        code = getattr(code, "value", code)
        if isinstance(code, int):
            fields["exception_code"] = code
        name = type(error).__name__
        write(step, label, "text", str(error), exception=name, **fields)
        shown = "".join(traceback.format_exception(error))
        write(step, label + ", traceback", "text", shown, exception=name, **fields)
        return None
    with (OUTPUT / "no_failure.txt").open("a", encoding="utf-8") as file:
        file.write(f"{step}: {label}: {str(result)[:200]}\n")
    return result


CAPABILITIES = json.dumps(
    {"dataSystem": {"dataSystemDeployed": True, "bypassDataSystem": False}}
).encode()


class Server:
    """An HTTP server on the loopback interface that gives the same response to every request.

    Requests whose paths start with one of `exceptions` succeed, with an empty body. To the cluster's clients,
    that is a protobuf message of which all fields have their defaults. A client that asks for the
    capabilities of the cluster gets them.
    """

    def __init__(self, exceptions=()):
        self.response = (200, {}, b"")
        self.requests = []
        # Whether connections are closed without a response.
        self.gone = False
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            timeout = 10

            def reply(self):
                length = int(self.headers.get("Content-Length") or 0)
                self.rfile.read(length)
                path = self.path.split("?")[0]
                outer.requests.append((self.command, path))
                if outer.gone:
                    self.close_connection = True
                    return
                status, headers, body = outer.response
                if path.startswith(tuple(exceptions)):
                    is_question = path == "/serverless/v1/capabilities"
                    status, headers, body = 200, {}, CAPABILITIES if is_question else b""
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = reply

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
