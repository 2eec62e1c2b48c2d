"""Failures of the data system's own Python SDK, on a real worker.

Usage: datasystem.py PORT WORKER-PID
"""

import os
import signal
import sys
import threading
import time

from yr.datasystem.kv_client import KVClient, ReadParam, SetParam, ExistenceOpt
from yr.datasystem.object_client import ObjectClient
from yr.datasystem.stream_client import StreamClient

from capture import attempt

STEP, PORT, WORKER = "datasystem", int(sys.argv[1]), int(sys.argv[2])
MIB = 1 << 20


def status_of(call):
    """Calls something that returns a status instead of raising one."""
    status = call()
    if hasattr(status, "is_error") and status.is_error():
        raise RuntimeError(status.to_string())
    return status


def keys_and_values(kv):
    attempt(STEP, "get of no key", lambda: kv.get(["no-such-key"]))
    attempt(STEP, "get of no key, waiting", lambda: kv.get(["no-such-key"], False, 300))
    attempt(STEP, "get of many keys, one is there",
            lambda: (kv.set("there", "1"), kv.get(["there", "not-there"])))
    attempt(STEP, "get of no keys", lambda: kv.get([]))
    attempt(STEP, "get of an invalid key", lambda: kv.get(["a b/\n*?"]))
    attempt(STEP, "get of an empty key", lambda: kv.get([""]))
    attempt(STEP, "set of an empty key", lambda: kv.set("", "value"))
    attempt(STEP, "set of an invalid key", lambda: kv.set("a b\n*?", "value"))
    attempt(STEP, "set of a long key", lambda: kv.set("k" * 2000, "value"))
    attempt(STEP, "set of an empty value", lambda: kv.set("empty", ""))
    attempt(STEP, "set of more than the memory", lambda: kv.set("large", b"x" * (100 * MIB)))
    attempt(STEP, "set until the memory is full",
            lambda: [kv.set(f"part-{n}", b"x" * (8 * MIB)) for n in range(12)])
    kv.delete([f"part-{n}" for n in range(12)])
    attempt(STEP, "set with a negative time to live", lambda: kv.set("ttl", "1", ttl_second=-1))
    attempt(STEP, "mset of different lengths", lambda: kv.mset(["a", "b"], ["1"]))
    attempt(STEP, "mset of the same key", lambda: kv.mset(["a", "a"], ["1", "2"]))
    attempt(STEP, "msettx of a key that is there",
            lambda: kv.msettx(["there"], ["1"], existence_opt=ExistenceOpt.NX))
    attempt(STEP, "msettx without NX", lambda: kv.msettx(["x"], ["1"]))
    attempt(STEP, "mset of too many keys",
            lambda: kv.mset([f"many-{n}" for n in range(3000)], ["1"] * 3000))
    attempt(STEP, "read beyond the end", lambda: kv.read([ReadParam("there", 10, 100)]))
    attempt(STEP, "read of no key", lambda: kv.read([ReadParam("no-such-key", 0, 1)]))
    attempt(STEP, "delete of no keys", lambda: kv.delete([]))
    attempt(STEP, "delete of an invalid key", lambda: kv.delete(["a b\n*?"]))
    attempt(STEP, "exist of an invalid key", lambda: kv.exist(["a b\n*?"]))
    attempt(STEP, "expire of no key", lambda: kv.expire(["no-such-key"], 1))
    attempt(STEP, "mcreate of size 0", lambda: kv.mcreate(["zero"], [0]))
    attempt(STEP, "mcreate of a negative size", lambda: kv.mcreate(["negative"], [-1]))
    attempt(STEP, "generate_key of a bad prefix", lambda: kv.generate_key("a b\n"))
    buffers = attempt(STEP, "mcreate", lambda: kv.mcreate(["made"], [16]))
    if buffers:
        attempt(STEP, "mset_buffer", lambda: kv.mset_buffer(buffers))
        attempt(STEP, "mset_buffer again", lambda: kv.mset_buffer(buffers))


def objects(client):
    attempt(STEP, "object get of nothing", lambda: client.get(["nothing"], 300))
    attempt(STEP, "object get of an invalid key", lambda: client.get(["a b\n*?"], 100))
    attempt(STEP, "object put", lambda: client.put("object", b"1"))
    attempt(STEP, "object put again", lambda: client.put("object", b"2"))
    attempt(STEP, "object create of size 0", lambda: client.create("zero", 0))
    attempt(STEP, "object create beyond the memory", lambda: client.create("large", 100 * MIB))
    attempt(STEP, "object put of an empty key", lambda: client.put("", b"1"))
    buffer = attempt(STEP, "object create", lambda: client.create("sealed", 16))
    if buffer:
        attempt(STEP, "seal", buffer.seal)
        attempt(STEP, "seal again", buffer.seal)
        attempt(STEP, "publish of a sealed one", buffer.publish)
        attempt(STEP, "copy into a sealed one", lambda: buffer.memory_copy(b"x" * 16))
        attempt(STEP, "copy of too much", lambda: buffer.memory_copy(b"x" * 17))
        attempt(STEP, "unlatch without a latch", buffer.unrlatch)
        attempt(STEP, "unwlatch without a latch", buffer.unwlatch)
    attempt(STEP, "g_decrease_ref of nothing", lambda: client.g_decrease_ref(["nothing"]))
    attempt(STEP, "g_increase_ref of a bad key", lambda: client.g_increase_ref(["a b\n"]))
    attempt(STEP, "query_global_ref_num", lambda: client.query_global_ref_num("a b\n"))


def streams(client):
    attempt(STEP, "stream init", client.init)
    attempt(STEP, "producer of an invalid name", lambda: client.create_producer("a b\n*?"))
    attempt(STEP, "producer with an odd page", lambda: client.create_producer("s", 5, 1000))
    attempt(STEP, "producer of a huge stream",
            lambda: client.create_producer("s", 5, 4096, 1 << 50))
    attempt(STEP, "subscribe to an invalid name", lambda: client.subscribe("a b\n*?", "sub", 0))
    attempt(STEP, "subscribe with an unknown type", lambda: client.subscribe("s", "sub", 9))
    attempt(STEP, "delete of no stream", lambda: client.delete_stream("no-such-stream"))
    attempt(STEP, "producers of no stream", lambda: client.query_global_producer_num("no-such"))
    attempt(STEP, "consumers of no stream", lambda: client.query_global_consumer_num("no-such"))
    producer = attempt(STEP, "producer", lambda: client.create_producer("stream", 5, 65536, 1 << 20))
    consumer = attempt(STEP, "consumer", lambda: client.subscribe("stream", "sub", 0))
    if producer:
        attempt(STEP, "send of too much", lambda: producer.send(b"x" * (1 << 21), 300))
        attempt(STEP, "send until full", lambda: [producer.send(b"x" * 4000, 300) for _ in range(400)])
        attempt(STEP, "delete of a stream in use", lambda: client.delete_stream("stream"))
        attempt(STEP, "producer closes", producer.close)
        attempt(STEP, "send after close", lambda: producer.send(b"x", 300))
    if consumer:
        attempt(STEP, "ack of nothing", lambda: consumer.ack(99999))
        attempt(STEP, "consumer closes", consumer.close)
        attempt(STEP, "receive after close", lambda: consumer.receive(1, 300))


def main():
    attempt(STEP, "closed port", lambda: KVClient("127.0.0.1", 9, 1500).init())
    attempt(STEP, "no host", lambda: KVClient("", 0, 1500).init())
    attempt(STEP, "bad host", lambda: KVClient("127.0.0.999", PORT, 1500).init())
    attempt(STEP, "bad port", lambda: KVClient("127.0.0.1", 99999, 1500).init())
    attempt(STEP, "object client, closed port", lambda: ObjectClient("127.0.0.1", 9, 1500).init())
    kv = KVClient("127.0.0.1", PORT, 5000, req_timeout_ms=3000)
    attempt(STEP, "get before init", lambda: kv.get(["key"]))
    attempt(STEP, "init", kv.init)
    attempt(STEP, "init twice", kv.init)
    keys_and_values(kv)
    client = ObjectClient("127.0.0.1", PORT, 5000)
    attempt(STEP, "object get before init", lambda: client.get(["key"], 100))
    attempt(STEP, "object init", client.init)
    objects(client)
    streams(StreamClient("127.0.0.1", PORT))

    os.kill(WORKER, signal.SIGSTOP)
    for label, call in {
        "worker stopped: set": lambda: kv.set("key", "value"),
        "worker stopped: get": lambda: kv.get(["there"], False, 500),
        "worker stopped: delete": lambda: kv.delete(["there"]),
    }.items():
        attempt(STEP, label, call)
    os.kill(WORKER, signal.SIGCONT)
    time.sleep(1)
    os.kill(WORKER, signal.SIGKILL)
    time.sleep(1)
    for label, call in {
        "worker killed: set": lambda: kv.set("key", "value"),
        "worker killed: get": lambda: kv.get(["there"], False, 500),
        "worker killed: exist": lambda: kv.exist(["there"]),
        "worker killed: health_check": lambda: status_of(kv.health_check),
        "worker killed: object put": lambda: client.put("object-2", b"1"),
        "worker killed: new client": lambda: KVClient("127.0.0.1", PORT, 1500).init(),
    }.items():
        attempt(STEP, label, call)
    sys.stdout.flush()
    os._exit(0)


# A client that hangs must not hold up the others.
guard = threading.Timer(150, lambda: os._exit(3))
guard.daemon = True
guard.start()
main()
