"""Every kind of response of openYuanrong's servers, and what a careful reader finds in it.

label, HTTP status, headers, body, code as table:number. None stands for no code, and False for a
success.
"""

import json

JSON = {"Content-Type": "application/json"}
EVENTS = {"Content-Type": "text/event-stream"}


def error(code, message, **more):
    return json.dumps({"code": code, "message": message, **more}).encode()


def event(name, data):
    return f"event: {name}\ndata: {json.dumps(data)}\n\n".encode()


def inner(number):
    return {**JSON, "X-Inner-Code": str(number), "X-Trace-Id": "1f2e3d4c-trace"}


RESPONSES = [
    # The frontend has the same number in header and body, whatever the HTTP status.
    ("frontend 4115", 500, inner(4115), error(4115, "the function [demo] is not found"), "rest:4115"),
    ("frontend 4010", 500, inner(4010), error(4010, '"function invoke timeout"'), "rest:4010"),
    ("frontend 4001", 500, inner(4001), error(4001, {"errorType": "ValueError"}), "rest:4001"),
    ("frontend 150425", 500, inner(150425), error(150425, "instance not found"), "rest:150425"),
    ("frontend 150461", 500, inner(150461), error(150461, "no instance available"), "rest:150461"),
    ("frontend 150500", 500, inner(150500), error(150500, "internal error"), "rest:150500"),
    ("frontend 200429", 429, inner(200429), error(200429, "too many requests"), "rest:200429"),
    ("frontend passes on 1002", 500, inner(1002), error(1002, "no resource"), "sdk:1002"),
    ("frontend passes on 1003", 500, inner(1003), error(1003, "instance not found"), "sdk:1003"),
    ("frontend passes on 2002", 500, inner(2002), error(2002, "user exception"), "sdk:2002"),
    ("frontend passes on 3003", 500, inner(3003), error(3003, "internal error"), "sdk:3003"),
    ("creation carries 4211", 500, inner(2002), error(2002, json.dumps(
        {"errorCode": "4211", "message": "init timeout"})), "sdk:2002"),
    ("error with HTTP 200", 200, inner(4115), error(4115, "not found"), "rest:4115"),
    ("success whose body has a code", 200, inner(0), error(1005, "the function's own"), False),
    ("scheduler shuts down", 200, inner(9000), b"", "sdk:9000"),
    # Others send no header.
    ("meta service 4115", 500, JSON, error(4115, "function is not found"), "rest:4115"),
    ("meta service 121052", 500, JSON, error(121052, "function name exists"), "rest:121052"),
    ("digits as code", 500, JSON, error("4004", "response too large"), "rest:4004"),
    ("innerCode", 500, JSON, b'{"innerCode":"4007","body":"x"}', "rest:4007"),
    ("errorCode", 500, JSON, b'{"errorCode":"4201","message":"init failed"}', "rest:4201"),
    ("error object", 500, JSON, b'{"error":{"code":4140,"message":"too large"}}', "rest:4140"),
    ("WebSocket channel 1002", 400, JSON,
     b'{"type":"response","error":{"code":1002,"message":"bad token"}}', None),
    ("unknown code", 500, JSON, error(199999, "of a later release"), "unknown:199999"),
    ("HTTP status as code", 404, JSON, error(404, "no such agent", data=None), None),
    ("HTTP status with a code inside", 500, JSON, error(
        500, "resume failed: code=3010 message=instance is not paused", data=None), "sdk:3010"),
    ("word as code", 400, JSON, error("INVALID_QUERY", "limit must be positive"), None),
    ("dashboard 2001", 500, JSON, b'{"code":2001,"data":"","msg":"fail"}', None),
    ("dashboard string", 500, JSON,
     b'"failed to create app, code: 1002, message: insufficient resources"', "sdk:1002"),
    ("kill 7", 200, JSON, b'{"code":7,"message":"instance not found","payload":""}',
     "functionsystem:7"),
    ("kill 1003", 200, JSON, b'{"code":1003,"message":"instance not found","payload":""}', "sdk:1003"),
    ("kill succeeds", 200, JSON, b'{"code":0,"message":"","payload":""}', False),
    ("error text", 503, JSON, b'{"error":"route unavailable"}', None),
    ("message only", 401, JSON, b'{"message":"token expired"}', None),
    ("null code", 500, JSON, b'{"code":null,"message":"x"}', None),
    ("plain text", 409, {"Content-Type": "text/plain"}, b"instance paused", None),
    ("HTML page", 502, {"Content-Type": "text/html"},
     b"<html><body><h1>502 Bad Gateway</h1>error code: 1003</body></html>", None),
    ("empty", 504, {}, b"", None),
    ("too many requests", 429, {"Retry-After": "7"}, b"", None),
    # Event streams come with HTTP 200.
    ("creation fails 1004", 200, EVENTS, event("progress", {"code": 1005}) + event("final", {
        "sandboxId": "sandbox-1", "status": "failed", "errorCode": 1004, "message": "duplicated",
    }), "sdk:1004"),
    ("creation times out 3002", 200, EVENTS, event("final", {
        "sandboxId": "sandbox-1", "status": "timeout", "errorCode": 3002, "message": "timed out",
    }), "sdk:3002"),
    ("creation fails 409", 200, EVENTS, event("final", {
        "sandboxId": "sandbox-1", "status": "failed", "errorCode": 409, "message": "name in use",
    }), None),
    ("creation fails 0", 200, EVENTS, event("final", {
        "sandboxId": "sandbox-1", "status": "failed", "errorCode": 0, "message": "lost",
    }), None),
    ("stream fails 4010", 200, EVENTS,
     b'data: {"code":4010,"message":"\\"function invoke timeout\\""}\n\ndata: [DONE]\n\n', "rest:4010"),
    ("stream succeeds", 200, EVENTS, b'data: {"answer":42}\n\ndata: [DONE]\n\n', False),
]
