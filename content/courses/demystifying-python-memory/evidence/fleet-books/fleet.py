"""Eight forked workers over one preloaded heap: what RSS, PSS and USS say of each, and of all."""
import gc
import os
import signal

from measure import mib, rss, say, smaps, uss

WORKERS = 8


class Record:
    def __init__(self, name, price):
        self.name = name
        self.price = price


def work(ready):
    """Loads a little of its own, and reads a tenth of what it shares."""
    own = [bytes(1000) for _ in range(5_000)]
    for record in preloaded[: len(preloaded) // 10]:
        record.name
    os.write(ready, b"x")
    signal.pause()
    return own


before = rss()
preloaded = [Record(f"item {i}", i * 0.5) for i in range(400_000)]
say("preloaded MiB", mib(rss() - before))
gc.collect()
gc.freeze()
gc.disable()
reader, writer = os.pipe()
workers = []
for _ in range(WORKERS):
    pid = os.fork()
    if pid == 0:
        work(writer)
    workers.append(pid)
for _ in range(WORKERS):
    os.read(reader, 1)

books = [smaps(pid) for pid in workers]
print(f"{'worker':>6} {'RSS MiB':>9} {'PSS MiB':>9} {'USS MiB':>9}")
for number, (pid, book) in enumerate(zip(workers, books), 1):
    print(f"{number:>6} {mib(book['Rss']):>9} {mib(book['Pss']):>9} {mib(uss(pid)):>9}")
say("workers", WORKERS)
say("one worker, RSS", mib(books[0]["Rss"]))
say("one worker, PSS", mib(books[0]["Pss"]))
say("one worker, USS", mib(uss(workers[0])))
say("sum of RSS, workers", mib(sum(book["Rss"] for book in books)))
say("sum of USS, workers", mib(sum(uss(pid) for pid in workers)))
say("sum of PSS, workers and parent", mib(sum(book["Pss"] for book in books) + smaps()["Pss"]))
say("sum of RSS, workers and parent", mib(sum(book["Rss"] for book in books) + rss()))
say("parent, RSS", mib(rss()))
say("parent, USS", mib(uss()))

for pid in workers:
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
