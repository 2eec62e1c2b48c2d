"""Failures of openYuanrong's Python SDK in cluster mode.

Usage: cluster_mode.py LABEL PORT [CALL...]

The calls, by default all, go to this port of the loopback interface.
"""

import os
import re
import sys
import threading

import yr

from capture import OUTPUT, attempt

PACKAGE = os.environ["PACKAGE"]
STEP, (LABEL, PORT, *CALLS) = f"cluster mode, {PACKAGE}", sys.argv[1:]


@yr.invoke
def double(number):
    return 2 * number


@yr.instance
class Counter:
    def next(self):
        return 1


def main():
    config = yr.Config()
    config.function_id = config.cpp_function_id = (
        "sn:cn:yrk:12345678901234561234567890123456:function:0-opc-opc:$latest"
    )
    config.server_address = f"127.0.0.1:{PORT}"
    config.in_cluster = False
    config.enable_metrics = False
    config.log_level = "DEBUG"
    config.log_flush_interval = 1
    # The log goes to the current folder, whatever `log_dir` is.
    folder = OUTPUT / "logs" / PACKAGE / re.sub(r"\W+", "-", LABEL)
    folder.mkdir(parents=True)
    os.chdir(folder)
    config.http_ioc_threads_num = 2
    config.rpc_timeout = 30
    config.invoke_timeout = 30
    options = yr.InvokeOptions()
    options.retry_times = 0
    attempt(STEP, f"{LABEL}: init", lambda: yr.init(config))
    calls = {
        "invoke": lambda: yr.get(double.options(options).invoke(1), 6),
        "create": lambda: yr.get(Counter.options(options).invoke().next.invoke(), 6),
        "put": lambda: yr.put(1),
        "kv_write": lambda: yr.kv_write("key", b"value"),
        "kv_read": lambda: yr.kv_read("key", 2),
        "kv_del": lambda: yr.kv_del("key"),
        "get_instance": lambda: yr.get_instance("nobody", "", 3),
        "resources": yr.resources,
        # Ends the process: outside a cluster it throws an exception that nothing catches.
        "create_resource_group": lambda: yr.create_resource_group([{"CPU": 1}], "group"),
    }
    for name, call in calls.items():
        if not CALLS or name in CALLS:
            attempt(STEP, f"{LABEL}: {name}", call)
    sys.stdout.flush()
    # `finalize` writes the log, and can wait for a cluster that is not there.
    guard = threading.Timer(5, lambda: os._exit(0))
    guard.daemon = True
    guard.start()
    attempt(STEP, f"{LABEL}: finalize", yr.finalize)
    os._exit(0)


main()
