"""On which pages do the records of copy-on-write lie: the instances, their strings, their floats?"""
import gc

from measure import mib, say

COUNT = 400_000
PAGE = 4096


class Record:
    def __init__(self, name, price):
        self.name = name
        self.price = price


def pages(things):
    return {id(thing) // PAGE for thing in things}


gc.disable()
records = [Record(f"item {i}", i * 0.5) for i in range(COUNT)]
instances = pages(records)
strings = pages(record.name for record in records)
floats = pages(record.price for record in records)
say("pages with an instance, MiB", mib(len(instances) * PAGE))
say("pages with a string, MiB", mib(len(strings) * PAGE))
say("pages with a float, MiB", mib(len(floats) * PAGE))
say("pages with an instance and a string, MiB", mib(len(instances & strings) * PAGE))
say("pages with an instance and a float, MiB", mib(len(instances & floats) * PAGE))
