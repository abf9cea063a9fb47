"""A service that drops a small cycle with each request: blocks over time, with the collector and without it."""
import gc
import sys

from measure import say

REQUESTS, EVERY = 4_000, 20


class Request:
    def __init__(self, number):
        self.number = number
        self.context = {"request": self}  # the cycle: request -> context -> request


def serve(threshold):
    gc.collect()
    gc.set_threshold(*threshold)
    samples = []
    start = sys.getallocatedblocks()
    for number in range(REQUESTS):
        Request(number)
        if number % EVERY == 0:
            samples.append(sys.getallocatedblocks() - start)
    gc.set_threshold(0)
    return samples


def show(name, samples):
    falls = sum(b < a - EVERY for a, b in zip(samples, samples[1:]))
    say(f"{name}, blocks above the start, highest", max(samples))
    say(f"{name}, blocks above the start, last", samples[-1])
    say(f"{name}, falls", falls)
    print(f"{name}, one sample per {EVERY} requests:")
    print(" ".join(map(str, samples)))


ordinary = gc.get_threshold()
say("thresholds", " ".join(map(str, ordinary)))
serve(ordinary)
show("on", serve(ordinary))
show("off", serve((0, 0, 0)))
gc.set_threshold(*ordinary)
say("found by one gc.collect() at the end", gc.collect())
