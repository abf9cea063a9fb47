"""An isolated sub-interpreter and one that shares the main one's allocator: whose arenas grow?"""
import sys

from measure import say, stat

if sys.version_info >= (3, 13):
    import _interpreters as interpreters

    def create(kind):
        return interpreters.create(kind)
else:
    import _xxsubinterpreters as interpreters

    def create(kind):
        return interpreters.create(isolated=kind == "isolated")

CODE = """
import sys
sys.path.insert(0, ".")
from measure import say, stat
say("{kind}, its arenas before", stat("# arenas allocated current"))
kept = [object() for _ in range(500_000)]
say("{kind}, its arenas with 500,000 object()", stat("# arenas allocated current"))
"""

for kind in "legacy", "isolated":
    before, blocks = stat("# arenas allocated current"), sys.getallocatedblocks()
    inner = create(kind)
    interpreters.run_string(inner, CODE.format(kind=kind))
    say(f"{kind}, arenas of the main interpreter, more than before", stat("# arenas allocated current") - before)
    say(f"{kind}, sys.getallocatedblocks() of the main interpreter, more than before", sys.getallocatedblocks() - blocks)
    interpreters.destroy(inner)
    say(f"{kind}, arenas of the main interpreter when it is gone, more than before", stat("# arenas allocated current") - before)
