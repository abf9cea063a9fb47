"""A forked child looks at its parent's heap: how many of the shared pages does it make its own?

Private_Dirty of the child, from /proc/self/smaps_rollup, before and after one deed.
"""
import gc
import os
from array import array

from measure import mib, say, smaps

COUNT = 400_000


def in_child(deed):
    """Bytes of private dirty memory that the deed adds in a child forked for it."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        deed_before = smaps()["Private_Dirty"]
        deed()
        os.write(writer, str(smaps()["Private_Dirty"] - deed_before).encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as answer:
        added = int(answer.read())
    os.waitpid(pid, 0)
    return added


class Record:
    """As a class of a web service is: the collector tracks its instances."""

    def __init__(self, name, price):
        self.name = name
        self.price = price


def nothing():
    pass


def collect():
    gc.collect()


def read_all():
    for record in records:
        record.name, record.price


def read_tenth():
    for record in records[: COUNT // 10]:
        record.name, record.price


def read_array():
    for _ in numbers:
        pass


def set_reference_counts():
    """Nothing but one new reference to each record, and its end."""
    for _ in records:
        pass


gc.disable()
before = smaps()["Rss"]
records = [Record(f"item {i}", i * 0.5) for i in range(COUNT)]
say("records", COUNT)
say("heap of the records, MiB", mib(smaps()["Rss"] - before))
before = smaps()["Rss"]
numbers = array("d", range(5_000_000))
say("array, MiB", mib(smaps()["Rss"] - before))

# Each once for nothing, so that what a first call allocates is there before it counts.
for deed in nothing, collect, read_all:
    in_child(deed)

say("doing nothing, MiB", mib(in_child(nothing)))
say("gc.collect(), MiB", mib(in_child(collect)))
say("one loop over the list, MiB", mib(in_child(set_reference_counts)))
say("reading every record, MiB", mib(in_child(read_all)))
say("reading one record in ten, the first ones, MiB", mib(in_child(read_tenth)))
say("reading the array, MiB", mib(in_child(read_array)))
gc.freeze()
say("gc.collect() after gc.freeze(), MiB", mib(in_child(collect)))
say("reading every record after gc.freeze(), MiB", mib(in_child(read_all)))
say("objects frozen", gc.get_freeze_count())
