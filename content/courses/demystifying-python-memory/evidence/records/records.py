"""A million records of two fields in one list: resident bytes for each, the list's own place included."""
import gc
import subprocess
import sys
from array import array
from collections import namedtuple
from dataclasses import dataclass

from measure import rss, say

COUNT = 1_000_000
A, B = 7.5, 8.5


class Plain:
    def __init__(self, a, b):
        self.a = a
        self.b = b


class Slots:
    __slots__ = ("a", "b")

    def __init__(self, a, b):
        self.a = a
        self.b = b


Named = namedtuple("Named", "a b")


def a_dict(i):
    return {"a": A, "b": B}


def an_instance(i):
    return Plain(A, B)


def with_slots(i):
    return Slots(A, B)


def a_tuple(i):
    # Made at run time: a tuple of constants would be one object a million times.
    return (A, i and B)


def a_namedtuple(i):
    return Named(A, B)


makers = {"dict": a_dict, "instance": an_instance, "slots": with_slots, "tuple": a_tuple, "namedtuple": a_namedtuple}

if len(sys.argv) == 1:
    for name in [*makers, "array"]:
        subprocess.run([sys.executable, __file__, name], check=True)
    sys.exit()

kind = sys.argv[1]
gc.disable()
make = makers.get(kind)
before = rss()
if make:
    kept = [None] * COUNT
    for i in range(1, COUNT):
        kept[i] = make(i)
else:
    kept = array("d", bytes(16 * COUNT))
say(f"{kind}, bytes", round((rss() - before) / COUNT))
