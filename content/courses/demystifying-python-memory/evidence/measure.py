"""What the scripts of this folder share: reading the allocator's and the kernel's books. Standard library only."""
import os
import re
import sys
import tempfile

MIB = 2**20


def say(label, value):
    """One result a line, `label: value`, as the recipes read them."""
    print(f"{label}: {value}", flush=True)


def malloc_stats():
    """The text of sys._debugmallocstats(), which C code writes to file descriptor 2."""
    sys.stderr.flush()
    saved = os.dup(2)
    with tempfile.TemporaryFile() as kept:
        os.dup2(kept.fileno(), 2)
        try:
            sys._debugmallocstats()
        finally:
            os.dup2(saved, 2)
            os.close(saved)
        kept.seek(0)
        return kept.read().decode()


def stat(label, text=None):
    """The number of one line of the statistics, such as '# arenas allocated current'."""
    match = re.search(rf"^{label}\s*=\s*([\d,]+)$", text or malloc_stats(), re.M)
    return int(match[1].replace(",", ""))


def smaps(pid="self"):
    """Rss, Pss, Private_Dirty … of a process in bytes, from /proc/PID/smaps_rollup."""
    with open(f"/proc/{pid}/smaps_rollup") as lines:
        return {m[1]: int(m[2]) * 1024 for m in re.finditer(r"^(\w+):\s+(\d+) kB$", lines.read(), re.M)}


def rss():
    """Resident bytes of this process."""
    return smaps()["Rss"]


def uss(pid="self"):
    """Bytes that would come free if this process alone ended: the sum that psutil calls USS."""
    books = smaps(pid)
    return books["Private_Clean"] + books["Private_Dirty"] + books.get("Private_Hugetlb", 0)


def mib(count):
    return f"{count / MIB:.1f}"
