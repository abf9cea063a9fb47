"""Runs service.py under memray, and prints its reports as text; HTML reports and result files are not kept."""
import os
import subprocess
import sys

from memray import AllocatorType, FileReader

flags = sys.argv[1:]
result = "result.bin"
if os.path.exists(result):
    os.remove(result)
memray = [sys.executable, "-m", "memray"]
print(f"$ memray run {' '.join(flags + ['service.py'])}")
subprocess.run([*memray, "run", "-q", *flags, "-o", result, "service.py"], check=True)
print("$ memray stats result.bin  # the script left out its histogram and what came after the five largest places")
stats = subprocess.check_output([*memray, "stats", result], text=True)
parts = stats.split("\n\n")
print("\n\n".join(part for part in parts if "Histogram" not in part and "by number of" not in part and "modules" not in part))


def table(records, title):
    rows = sorted(records, key=lambda record: -record.size)
    print(f"{title}: {sum(r.size for r in rows)} bytes in {sum(r.n_allocations for r in rows)} allocations; the first six by size")
    for record in rows[:6]:
        stack = record.stack_trace(max_stacks=1)
        function, file, line = stack[0] if stack else ("?", "?", 0)
        where = f"{function} {os.path.basename(file)}:{line}"
        print(f"  {record.size:>10} bytes {record.n_allocations:>7} x  {AllocatorType(record.allocator).name:<16} {where}")


reader = FileReader(result)
table(reader.get_high_watermark_allocation_records(merge_threads=True), "at the peak")
table(reader.get_leaked_allocation_records(merge_threads=True), "never freed (what --leaks shows)")
size = os.path.getsize(result)
print(f"result file: {size} bytes")
os.remove(result)
