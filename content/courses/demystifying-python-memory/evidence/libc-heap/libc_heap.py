"""The other side of the 512-byte gate: what libc keeps, what malloc_trim gives back, and its arenas for threads."""
import ctypes
import os
import subprocess
import sys
import threading

from measure import mib, rss, say

libc = ctypes.CDLL("libc.so.6")


def hole_in_the_heap():
    """100,000 blocks past the gate; all but the last few are dropped, so that the heap's top stays in use."""
    blocks = [bytes(1_000 + i % 7) for i in range(100_000)]
    start = rss()
    del blocks[:-10]
    after = rss()
    libc.malloc_trim(0)
    say("100,000 blocks of about 1,000 bytes, resident MiB", mib(start))
    say("all but ten dropped, resident MiB", mib(after))
    say("after malloc_trim(0), resident MiB", mib(rss()))


def threads():
    """Sixteen threads; each makes and drops 4 MiB of libc blocks, in turn, and lives on."""
    done = [threading.Event() for _ in range(16)]
    end = threading.Event()

    def work(mine):
        blocks = [bytes(1_000) for _ in range(4_000)]
        # One block in forty lives on, and holds the end of its heap.
        kept = blocks[::40]
        del blocks
        mine.set()
        end.wait()
        return kept

    start = rss()
    for mine in done:
        threading.Thread(target=work, args=(mine,)).start()
        mine.wait()
    say(f"MALLOC_ARENA_MAX={os.environ.get('MALLOC_ARENA_MAX', 'unset')}, resident MiB above the start", mib(rss() - start))
    end.set()


if sys.argv[1:] == ["threads"]:
    threads()
else:
    hole_in_the_heap()
    # All at once, so that glibc sees threads compete.
    for setting in None, "2", "1":
        env = {name: value for name, value in os.environ.items() if name != "MALLOC_ARENA_MAX"}
        if setting:
            env["MALLOC_ARENA_MAX"] = setting
        subprocess.run([sys.executable, __file__, "threads"], env=env, check=True)
