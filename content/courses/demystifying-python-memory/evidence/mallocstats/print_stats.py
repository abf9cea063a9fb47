"""sys._debugmallocstats() of a small, known heap."""
import gc
import sys

kept = [object() for _ in range(100_000)]
gone = [str(i) * 4 for i in range(50_000)]
del gone[::2]
gc.collect()
sys._debugmallocstats()
