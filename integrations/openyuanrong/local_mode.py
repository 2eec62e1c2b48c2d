"""Failures of openYuanrong's Python SDK in local mode: no cluster, no network."""

import os
import time

import yr

from capture import attempt

STEP = f"local mode, {os.environ['PACKAGE']}"


@yr.invoke
def raises():
    raise ValueError("the function failed")


@yr.invoke
def raises_a_number():
    raise RuntimeError("upstream said code: 1002, and line 1003")


@yr.invoke
def sleeps():
    time.sleep(3)


@yr.instance
class Counter:
    def __init__(self, start):
        if start < 0:
            raise ValueError("below zero")
        self.value = start

    def divide(self, by):
        return self.value / by


def main():
    attempt(STEP, "put before init", lambda: yr.put(1))
    attempt(STEP, "get before init", lambda: yr.get(1))
    attempt(STEP, "invoke before init", lambda: yr.get(raises.invoke()))
    config = yr.Config()
    config.local_mode = True
    yr.init(config)
    attempt(STEP, "init twice", lambda: yr.init(config))
    attempt(STEP, "function raises", lambda: yr.get(raises.invoke()))
    attempt(STEP, "function raises a text with a number", lambda: yr.get(raises_a_number.invoke()))
    attempt(STEP, "get times out", lambda: yr.get(sleeps.invoke(), 1))
    attempt(STEP, "wait for nothing", lambda: yr.wait([], 1, 1))
    attempt(STEP, "get of a number", lambda: yr.get(1))
    attempt(STEP, "constructor raises", lambda: yr.get(Counter.invoke(-1).divide.invoke(1)))
    attempt(STEP, "method raises", lambda: yr.get(Counter.invoke(1).divide.invoke(0)))
    attempt(STEP, "unknown method", lambda: Counter.invoke(1).nothing.invoke())
    attempt(STEP, "kv_read of no key", lambda: yr.kv_read("no-such-key"))
    attempt(STEP, "kv_read of keys", lambda: yr.kv_read(["a", "b"], 1))
    attempt(STEP, "kv_write of a number", lambda: yr.kv_write("key", 1))
    attempt(STEP, "kv_set", lambda: yr.kv_set("", b""))
    attempt(STEP, "kv_del", lambda: yr.kv_del("no-such-key"))
    attempt(STEP, "get_instance", lambda: yr.get_instance("nobody", "", 1))
    attempt(STEP, "create_resource_group", lambda: yr.create_resource_group([{"CPU": 1}], "group"))
    attempt(STEP, "resources", yr.resources)
    attempt(STEP, "cancel of a number", lambda: yr.cancel(1))
    yr.finalize()


main()
