"""Grows by some arenas, so that PYTHONMALLOCSTATS reports; the first report and the last are kept, and how many there were."""
import os
import subprocess
import sys

child = subprocess.run(
    [sys.executable, "-c", "kept = [object() for _ in range(300_000)]"],
    stderr=subprocess.PIPE, text=True, check=True, env={**os.environ, "PYTHONMALLOCSTATS": "1"},
)
reports = child.stderr.split("Small block threshold")[1:]
print(f"reports: {len(reports)}")
print(f"arenas in the first report: {reports[0].split('# arenas allocated current', 1)[1].split()[1]}")
print("the last report, its free lists cut off by the script:")
print(("Small block threshold" + reports[-1]).split("\n\n    ")[0][:3500])
