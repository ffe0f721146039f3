#!/usr/bin/env bash
# What a batch costs as it grows: small cases (5 writs each, PDF and DOCX), several counts, one thread, packs included.
#
#   benches/batch/scale.sh PROGRAM [COUNTS=250 1000 4000]      env: RUNS=3, WITHIN=10, MAX_KB=2, MAX_MB=150, SCRATCH=
#
# A smaller count is run as often as makes as many cases as the largest: a shared host is not as fast in one minute as in the
# next. Prints for each count medians of CPU time a case and of the peak of memory; then how far the CPU time of any count is
# from their middle, and what a further case adds to the peak: the slope between the smallest and the largest count. Each run
# starts with an empty register and an empty output folder, which is removed after it: the disk holds one run at a time
# (SCRATCH names where; 4,000 cases need 3 GB). Exits 1 when a count is more than WITHIN % from the middle, when a case adds
# more than MAX_KB, or when the constant is more than MAX_MB. Closes with `N passed, N failed`.
set -euo pipefail
[ $# -ge 1 ] || { sed -n '2,11s/^# \{0,1\}//p' "$0"; exit 2; }
exec python3 - "$(dirname "$0")" "$@" <<'PYTHON'
import os, shutil, statistics, subprocess, sys, tempfile
from pathlib import Path

here, program = Path(sys.argv[1]), sys.argv[2]
counts = sorted(map(int, sys.argv[3:])) or [250, 1000, 4000]
runs, within = int(os.environ.get("RUNS") or 3), float(os.environ.get("WITHIN") or 10)
most, constant = float(os.environ.get("MAX_KB") or 2), float(os.environ.get("MAX_MB") or 150)
WRITS = 5


def once(folder, count):
    """Runs the batch into an empty folder: CPU ms a case, peak KB, MB written."""
    cases, out = folder / f"cases-{count}", folder / "out"
    (cases / "agencies" / "register.csv").unlink(missing_ok=True)
    command = [program, "batch", cases, "-o", out, "--quiet", "--jobs", "1"]
    said = subprocess.run([sys.executable, here / "measure.py", *command], check=True, capture_output=True, text=True).stdout
    _, cpu, peak, status = map(float, said.split())
    if status:
        sys.exit(f"exit {status:.0f} with {count} cases")
    files = [file for file in out.rglob("*") if file.is_file()]
    writs = sum(f.suffix in (".pdf", ".docx") and f.name != "whole.pdf" and (f.parent / "manifest.json").exists() for f in files)
    if writs != count * WRITS * 2:
        sys.exit(f"{writs} files of writs of {count} cases")
    size = sum(file.stat().st_size for file in files) / 1e6
    shutil.rmtree(out)
    return cpu * 1000 / count, peak, size


with tempfile.TemporaryDirectory(dir=os.environ.get("SCRATCH") or None) as scratch:
    scratch = Path(scratch)
    for count in counts:
        subprocess.run([sys.executable, here / "cases.py", scratch / f"cases-{count}", str(count), "--kind", "small"], check=True)
    seen, busy = {count: [] for count in counts}, []
    for number in range(runs):
        # forth and back: what drifts touches all alike
        for count in counts if number % 2 else reversed(counts):
            busy.append(os.getloadavg()[0])
            parts = [once(scratch, count) for _ in range(max(1, counts[-1] // count))]
            cpu, peak, size = zip(*parts)
            seen[count].append((statistics.mean(cpu), max(peak), size[-1]))

middle = {count: [statistics.median(column) for column in zip(*rows)] for count, rows in seen.items()}
checks = []
print(f"Small cases; medians of {runs}; load before the runs {min(busy):.1f} to {max(busy):.1f}\n")
print("| cases | CPU ms a case | from the middle | peak MB | MB written |\n| --- | --- | --- | --- | --- |")
cpus = [row[0] for row in middle.values()]
centre = (min(cpus) + max(cpus)) / 2
for count, (cpu, peak, size) in middle.items():
    away = (cpu / centre - 1) * 100
    checks.append((abs(away) <= within, f"{count} cases: {away:+.1f} % from the middle, at most {within} %"))
    print(f"| {count} | {cpu:.1f} | {away:+.1f} % | {peak / 1024:.1f} | {size:.0f} |")
if len(counts) > 1:
    first, last = counts[0], counts[-1]
    slope = (middle[last][1] - middle[first][1]) / (last - first)
    base = (middle[first][1] - slope * first) / 1024
    checks.append((slope <= most, f"a case adds {slope:.2f} KB, at most {most}"))
    checks.append((base <= constant, f"the constant is {base:.0f} MB, at most {constant:.0f}"))
    print(f"\nMemory: {base:.0f} MB and {slope:.2f} KB for each case.")
failed = [text for good, text in checks if not good]
for text in failed:
    print(f"FAIL {text}")
print(f"{len(checks) - len(failed)} passed, {len(failed)} failed")
sys.exit(1 if failed else 0)
PYTHON
