"""Five million object(), of which one in a thousand survives: what goes home?"""
import gc
import sys

from measure import malloc_stats, mib, rss, say, stat

COUNT, KEEP = 5_000_000, 1000


def books(stage):
    gc.collect()
    text = malloc_stats()
    pools = stat(r"\d+ unused pools \* \d+ bytes", text)
    say(f"{stage}, arenas", stat("# arenas allocated current", text))
    say(f"{stage}, bytes in allocated blocks", stat("# bytes in allocated blocks", text))
    say(f"{stage}, bytes in available blocks", stat("# bytes in available blocks", text))
    say(f"{stage}, bytes in unused pools", pools)
    say(f"{stage}, bytes in arenas", stat(r"\d+ arenas \* \d+ bytes/arena", text))
    say(f"{stage}, blocks", sys.getallocatedblocks())
    say(f"{stage}, resident MiB", mib(rss()))


def burst_then_survivors():
    books("start")
    burst = [object() for _ in range(COUNT)]
    books("burst")
    survivors = burst[::KEEP]
    del burst
    books("survivors")
    say("survivors", len(survivors))
    survivors = [object() for _ in survivors]
    books("copied")
    return survivors


def survivors_then_burst():
    survivors = [object() for _ in range(COUNT // KEEP)]
    burst = [object() for _ in range(COUNT)]
    books("survivors first, burst")
    del burst
    books("survivors first, after")
    return survivors


{"late": burst_then_survivors, "early": survivors_then_burst}[sys.argv[1]]()
