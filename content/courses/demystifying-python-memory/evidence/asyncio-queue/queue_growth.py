"""Requests arrive faster than they are served: an unbounded asyncio.Queue, and one with a bound."""
import asyncio
import sys

from measure import mib, rss, say

TICKS, ARRIVALS, SERVED = 2_000, 50, 40


async def run(bound):
    queue = asyncio.Queue(bound)
    done = peak = 0
    start_blocks, start_rss = sys.getallocatedblocks(), rss()
    highest = 0

    async def arrive():
        nonlocal peak
        for tick in range(TICKS):
            for number in range(ARRIVALS):
                await queue.put({"tick": tick, "number": number, "body": f"{tick} {number}"})
                peak = max(peak, queue.qsize())
            await asyncio.sleep(0)

    async def serve():
        nonlocal done, highest
        while True:
            for _ in range(SERVED):
                await queue.get()
                done += 1
            highest = max(highest, sys.getallocatedblocks() - start_blocks)
            await asyncio.sleep(0)

    server = asyncio.create_task(serve())
    await arrive()
    grown = rss() - start_rss
    waiting = queue.qsize()
    server.cancel()
    return peak, highest, grown, waiting, done


for name, bound in (("warm-up", 100), ("bounded", 100), ("unbounded", 0)):
    peak, highest, grown, waiting, done = asyncio.run(run(bound))
    if name == "warm-up":
        continue
    say(f"{name}, longest queue", peak)
    say(f"{name}, most blocks above the start", highest)
    say(f"{name}, resident MiB above the start", mib(grown))
    say(f"{name}, waiting when the last one had arrived", waiting)
    say(f"{name}, served by then", done)
