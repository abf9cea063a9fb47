"""Three loops without tracemalloc and with it, thirty calls deep: processor time, and tracemalloc's own memory."""
import gc
import json
import time
import tracemalloc

from measure import say

KEPT, DROPPED, REQUESTS, ROUNDS = 200_000, 200_000, 3_000, 5
TEXT = json.dumps({"id": 17, "tags": ["a", "b"], "lines": [{"sku": f"item {i}", "price": i * 0.5} for i in range(20)]})


def keep():
    return [object() for _ in range(KEPT)]


def drop():
    for _ in range(DROPPED):
        object()


def serve():
    """What a small web handler does: parse, sum, answer."""
    for _ in range(REQUESTS):
        order = json.loads(TEXT)
        total = sum(line["price"] for line in order["lines"])
        json.dumps({"id": order["id"], "total": total})


def deep(depth, loop):
    return deep(depth - 1, loop) if depth else loop()


def best(loop, frames):
    times, overhead = [], 0
    for _ in range(ROUNDS):
        if frames:
            tracemalloc.start(frames)
        begin = time.process_time()
        made = deep(30, loop)
        times.append(time.process_time() - begin)
        if frames:
            overhead = tracemalloc.get_tracemalloc_memory()
            tracemalloc.stop()
        del made
    return min(times), overhead


gc.disable()
for name, loop in {"keep": keep, "drop": drop, "serve": serve}.items():
    for frames in 0, 1, 25:
        seconds, overhead = best(loop, frames)
        say(f"{name}, {frames} frames, milliseconds", f"{seconds * 1000:.1f}")
        if frames and loop is keep:
            say(f"{name}, {frames} frames, bytes of its own for each live block", round(overhead / KEPT))
