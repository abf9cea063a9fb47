"""A cache without a bound: each answer is kept for ever, beside work that is given back at once."""

cache = {}


def expensive(key):
    steps = [bytes(24 + (key * n) % 300) for n in range(12)]
    return {"key": key, "label": f"answer {key}", "body": b"".join(steps)[:480], "copy": b"".join(steps)[-450:], "sizes": [len(s) for s in steps]}


def lookup(key):
    if key not in cache:
        cache[key] = expensive(key)
    return cache[key]


for n in range(1700):
    # Most keys are new: each carries the moment at which it was asked.
    lookup(n if n % 8 else n // 16)
