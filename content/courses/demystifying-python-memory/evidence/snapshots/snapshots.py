"""A service with an unbounded cache, as two snapshots of tracemalloc show it; and two taken too early."""
import gc
import sys
import tracemalloc

frames = int(sys.argv[1])
tracemalloc.start(frames)

early = tracemalloc.take_snapshot()

import json  # noqa: E402  the first requests import what they need

cache = {}


def handle(number):
    import decimal  # noqa: F401  an import inside a handler, as services have them

    text = json.dumps({"id": number, "body": "x" * 40})
    cache[f"order {number}"] = text
    return len(text)


def requests(begin, end):
    for number in range(begin, end):
        handle(number)
    gc.collect()


ours = [
    tracemalloc.Filter(False, tracemalloc.__file__),
    tracemalloc.Filter(False, "<unknown>"),
]


def show(title, old, new, limit):
    print(title)
    for difference in new.filter_traces(ours).compare_to(old.filter_traces(ours), "lineno")[:limit]:
        frame = difference.traceback[0]
        name = frame.filename.rsplit("/", 1)[-1]
        print(
            f"  {name}:{frame.lineno}: size={difference.size / 1024:.0f} KiB ({difference.size_diff / 1024:+.0f} KiB),"
            f" count={difference.count} ({difference.count_diff:+})"
        )


requests(0, 10)
after_first = tracemalloc.take_snapshot()
show("from start-up to the tenth request:", early, after_first, 4)
requests(10, 1_000)
steady = tracemalloc.take_snapshot()
requests(1_000, 11_000)
later = tracemalloc.take_snapshot()
show("from request 1,000 to request 11,000:", steady, later, 3)
if frames > 1:
    print("where the blocks of the first line were made, callers below:")
    first = later.filter_traces(ours).compare_to(steady.filter_traces(ours), "traceback")[0]
    for line in first.traceback.format(most_recent_first=True):
        print(line.replace(sys.prefix, ""))
print(f"traced memory, KiB: {tracemalloc.get_traced_memory()[0] // 1024}")
