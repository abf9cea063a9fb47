"""CPU time to free blocks in an order that makes each arena pass all the others in usable_arenas, again and again.

Fills arenas with blocks of 512 bytes (bytes(479) is such a request), then empties one pool of each arena, then a second
one of each, and so on, and turns the direction in each round: the arena that comes first has all the others to its right,
with as many free pools as it had. For comparison, blocks freed arena by arena.
"""
import sys
import time

from measure import say

POOL = 16384 if sys.version_info >= (3, 10) else 4096
POOLS = 64
ARENA = POOLS * POOL
BLOCKS = (POOL - 48) // 512 * POOLS


def worst(block):
    pool, arena = id(block) % ARENA // POOL, id(block) // ARENA
    return pool, arena if pool % 2 else -arena


def seconds(arenas, order):
    blocks = [bytes(479) for _ in range(arenas * BLOCKS)]
    blocks.sort(key=order)
    begin = time.process_time()
    blocks.clear()
    return time.process_time() - begin


for arenas in 1000, 2000, 4000, 8000:
    for name, order in ("arena by arena", id), ("worst order", worst):
        say("%d arenas, %s, seconds" % (arenas, name), "%.3f" % min(seconds(arenas, order) for _ in range(3)))
