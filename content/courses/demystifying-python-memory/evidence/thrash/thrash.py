"""Blocks of 512 bytes pile up; after each one, a hundred more are made and dropped one at a time. How many mmap calls?

bytes(479) is a request for 512 bytes (33 of them the object's own), the largest that pymalloc serves. Whenever the pile
exactly fills the last pool of the last arena, each of the hundred needs a new arena, if the one before was given back.
"""
import json
import os
import re
import subprocess
import sys
import time

from measure import say

PILE, TIMES = 4000, 100
ARENA = 2**18 if sys.version_info < (3, 10) else 2**20


def pile_up():
    pile = [None] * PILE
    times = [0] * PILE
    rounds = range(TIMES)
    now = time.perf_counter_ns
    for i in range(PILE):
        pile[i] = bytes(479)
        begin = now()
        for _ in rounds:
            bytes(479)
        times[i] = now() - begin
    return times


if len(sys.argv) > 1:
    print(json.dumps(pile_up()))
    sys.exit()

log = "strace.txt"
subprocess.run(["strace", "-f", "-qq", "-e", "trace=mmap,munmap", "-o", log, sys.executable, __file__, "traced"],
               check=True, stdout=subprocess.DEVNULL)
with open(log) as lines:
    calls = lines.read()
os.remove(log)
say("arena bytes", ARENA)
say("512-byte blocks kept", PILE)
say("512-byte blocks made and dropped", PILE * TIMES)
say("mmap of an arena", len(re.findall(rf"mmap\(NULL, {ARENA}, PROT_READ\|PROT_WRITE, MAP_PRIVATE\|MAP_ANONYMOUS", calls)))
say("munmap of an arena", len(re.findall(rf"munmap\(0x[0-9a-f]+, {ARENA}\)", calls)))
# The best of nine processes for each place, since the machine had other work to do as well.
runs = [json.loads(subprocess.check_output([sys.executable, __file__, "timed"])) for _ in range(9)]
times = sorted(min(place) for place in zip(*runs))
say("nanoseconds each, median place", round(times[PILE // 2] / TIMES))
say("nanoseconds each, slowest place", round(times[-1] / TIMES))
say("slowest twelve places, nanoseconds each", " ".join(str(round(t / TIMES)) for t in times[-12:]))
