"""Five small services under the same traffic; what five instruments say of each. One process for each service."""
import collections
import ctypes
import gc
import subprocess
import sys
import tracemalloc

from measure import malloc_stats, mib, rss, say, stat

TRAFFIC = 60_000
libc = ctypes.CDLL("libc.so.6")
libc.malloc.restype = ctypes.c_void_p
libc.malloc.argtypes = [ctypes.c_size_t]
libc.memset.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_size_t]


class Healthy:
    """Keeps the last thousand answers."""

    def __init__(self):
        self.cache = collections.OrderedDict()

    def handle(self, number):
        self.cache[number] = [f"answer {number}"]
        if len(self.cache) > 1000:
            self.cache.popitem(last=False)


class Cache:
    """Keeps every answer."""

    def __init__(self):
        self.cache = {}

    def handle(self, number):
        self.cache[number] = [f"answer {number}"]


class Cycles:
    """Drops a cycle with each request, and someone has switched the collector off to avoid its pauses."""

    def __init__(self):
        gc.disable()

    def handle(self, number):
        request = {"text": f"answer {number}"}
        request["self"] = request


class Burst:
    """Each request of a burst brings many small rows; a few requests leave a note behind. Then the burst is over."""

    def __init__(self):
        self.pending = []
        self.notes = []

    def handle(self, number):
        # Both texts have 13 characters, so that both are blocks of one size.
        self.pending.append([f"row {number:6} {row:2}" for row in range(20)])
        if number % 20 == 0:
            self.notes.append(f"note {number:8}")

    def calm(self):
        self.pending.clear()


class Native:
    """A C extension that never frees its buffers, played with ctypes."""

    def handle(self, number):
        libc.memset(libc.malloc(600), 1, 600)


def traffic(service, count):
    for number in range(count):
        service.handle(number)
    if hasattr(service, "calm"):
        service.calm()


def books():
    text = malloc_stats()
    used = stat("# bytes in allocated blocks", text)
    whole = stat(r"\d+ arenas \* \d+ bytes/arena", text)
    return rss(), sys.getallocatedblocks(), stat("# arenas allocated current", text), used / whole


def measure(kind):
    service = kinds[kind]()
    traffic(service, 2_000)
    gc.collect()
    before = books()
    traffic(service, TRAFFIC)
    after = books()
    say(f"{kind}, resident MiB", f"{(after[0] - before[0]) / 2**20:+.1f}".replace("+", ""))
    say(f"{kind}, blocks", after[1] - before[1])
    say(f"{kind}, arenas", after[2] - before[2])
    say(f"{kind}, use of arenas, percent", round(100 * after[3]))
    gc.collect()
    collected = books()
    say(f"{kind}, blocks after gc.collect()", collected[1] - before[1])


def measure_traced(kind):
    service = kinds[kind]()
    traffic(service, 2_000)
    gc.collect()
    tracemalloc.start(1)
    traffic(service, TRAFFIC)
    say(f"{kind}, traced MiB", mib(tracemalloc.get_traced_memory()[0]))


kinds = {"healthy": Healthy, "cache": Cache, "cycles": Cycles, "burst": Burst, "native": Native}
if len(sys.argv) == 3:
    (measure_traced if sys.argv[1] == "traced" else measure)(sys.argv[2])
else:
    for kind in kinds:
        for how in "plain", "traced":
            subprocess.run([sys.executable, __file__, how, kind], check=True)
