"""Runs work.py under Scalene and prints its memory columns; times, which vary with what else the machine does, are left out."""
import json
import subprocess
import sys

subprocess.run([sys.executable, "-m", "scalene", "run", "-o", "profile.json", "work.py"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
with open("profile.json") as file:
    profile = json.load(file)
print(f"highest memory use, MB: {profile['max_footprint_mb']:.0f}")
print(f"{'line':>4} {'allocated MB':>12} {'of it Python':>12} {'peak MB':>8} {'copied MB/s':>11}  code")
[(name, file)] = [(name, file) for name, file in profile["files"].items() if name.endswith("work.py")]
for line in file["lines"]:
    if line["n_malloc_mb"] > 1 or line["n_copy_mb_s"] > 1:
        print(
            f"{line['lineno']:>4} {line['n_malloc_mb']:>12.0f} {line['n_python_fraction']:>12.0%}"
            f" {line['n_peak_mb']:>8.0f} {line['n_copy_mb_s']:>11.0f}  {line['line'].rstrip()}"
        )
