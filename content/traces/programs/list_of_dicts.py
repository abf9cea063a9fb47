"""Builds a large list of records as dicts, reads it once, and drops it."""


def build(count):
    return [{"id": n, "name": "record %d" % n, "score": n * 0.5, "about": "x" * (120 + n % 300)} for n in range(count)]


for size in (4000, 1500, 4000):
    records = build(size)
    best = max(records, key=lambda record: record["score"])
    del records
