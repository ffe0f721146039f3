#!/usr/bin/env bash
# The speed of a batch: many ordinary cases (20 writs each, PDF and DOCX), from the forms to the files of the action.
#
#   benches/batch/speed.sh PROGRAM [COUNT=1000]      env: RUNS=3, MAX_MS=2.5, MIN_GAIN=1.8, SCRATCH=
#
# In turn: one thread and two without packs for the printer, two threads with them. Prints medians of wall and CPU time (user
# and system of the whole process), CPU time for each PDF and DOCX of a writ (joined PDF, manifests, ledger and packs are
# part of the time, not of the number), the peak of memory, and what two threads gain. Each run starts with an empty register
# and an empty output folder, which is removed after it; SCRATCH names the folder they are in (default: a temporary one; a
# run of 1,000 cases needs 4 GB there, 6 GB with packs). Exits 1 when a file takes more than MAX_MS or two threads gain less
# than MIN_GAIN. Beside that it says what two programs at once gain that share nothing: two virtual cores of a shared host are
# not always two. Closes with `N passed, N failed`.
set -euo pipefail
[ $# -ge 1 ] || { sed -n '2,12s/^# \{0,1\}//p' "$0"; exit 2; }
exec python3 - "$(dirname "$0")" "$@" <<'PYTHON'
import os, shutil, statistics, subprocess, sys, tempfile, time
from pathlib import Path

here, program = Path(sys.argv[1]), sys.argv[2]
count = int(sys.argv[3]) if len(sys.argv) > 3 else 1000
runs, limit = int(os.environ.get("RUNS") or 3), float(os.environ.get("MAX_MS") or 2.5)
least = float(os.environ.get("MIN_GAIN") or 1.8)
WRITS = 20
WAYS = {
    "1 thread, no packs": ["--jobs", "1", "--no-packs"],
    "2 threads, no packs": ["--jobs", "2", "--no-packs"],
    "2 threads, packs": ["--jobs", "2"],
}
# Two programs at once that share nothing, half of the cases each: what the machine itself gives.
ALONE = ["--jobs", "1", "--no-packs"]


def once(folder, options):
    """Runs the batch into an empty folder: wall s, CPU s, peak MB, number of the writs' files, MB written."""
    cases, out = folder / "cases", folder / "out"
    (cases / "agencies" / "register.csv").unlink(missing_ok=True)
    command = [program, "batch", cases, "-o", out, "--quiet", *options]
    said = subprocess.run([sys.executable, here / "measure.py", *command], check=True, capture_output=True, text=True).stdout
    wall, cpu, peak, status = map(float, said.split())
    if status:
        sys.exit(f"exit {status:.0f} of {' '.join(options)}")
    files = [file for file in out.rglob("*") if file.is_file()]
    writs = sum(f.suffix in (".pdf", ".docx") and f.name != "whole.pdf" and (f.parent / "manifest.json").exists() for f in files)
    size = sum(file.stat().st_size for file in files) / 1e6
    shutil.rmtree(out)
    return wall, cpu, peak / 1024, writs, size


def side_by_side(folder):
    """Wall s of two programs at once."""
    begin = time.perf_counter()
    running = []
    for half in ("a", "b"):
        cases, out = folder / half, folder / f"out-{half}"
        (cases / "agencies" / "register.csv").unlink(missing_ok=True)
        command = [program, "batch", cases, "-o", out, "--quiet", *ALONE]
        running.append(subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
    if any([process.wait() for process in running]):
        sys.exit("one of two programs failed")
    wall = time.perf_counter() - begin
    for half in ("a", "b"):
        shutil.rmtree(folder / f"out-{half}")
    return wall


with tempfile.TemporaryDirectory(dir=os.environ.get("SCRATCH") or None) as scratch:
    scratch = Path(scratch)
    subprocess.run([sys.executable, here / "cases.py", scratch / "cases", str(count)], check=True)
    for half in ("a", "b"):
        subprocess.run([sys.executable, here / "cases.py", scratch / half, str(count // 2)], check=True)
    seen, busy, apart = {name: [] for name in WAYS}, [], []
    for _ in range(runs):
        for name, options in WAYS.items():
            busy.append(os.getloadavg()[0])
            seen[name].append(once(scratch, options))
        apart.append(side_by_side(scratch))

expected = count * WRITS * 2
middle = {name: [statistics.median(column) for column in zip(*rows)] for name, rows in seen.items()}
checks = []
print(f"{count} ordinary cases, {expected} files of writs; medians of {runs}; load before the runs {min(busy):.1f} to {max(busy):.1f}\n")
print("| run | wall s | CPU s | CPU ms a file | files a s | peak MB | MB written |\n| --- | --- | --- | --- | --- | --- | --- |")
for name, (wall, cpu, peak, writs, size) in middle.items():
    each = cpu * 1000 / expected
    checks.append((each <= limit, f"{name}: {each:.2f} CPU ms a file, at most {limit}"))
    checks.append((all(row[3] == expected for row in seen[name]), f"{name}: {writs:.0f} files of writs, {expected} expected"))
    print(f"| {name} | {wall:.1f} | {cpu:.1f} | {each:.2f} | {expected / wall:.0f} | {peak:.0f} | {size:.0f} |")
# of the runs of one round, which stand next to each other in time: the machine itself is not always as fast
pairs = list(zip(*(seen[name] for name in list(WAYS)[:2])))
gain, cost = (statistics.median(one[0] / two[0] for one, two in pairs), statistics.median(two[1] / one[1] for one, two in pairs))
given = statistics.median(one[0] / wall for (one, _), wall in zip(pairs, apart))
checks.append((gain >= least, f"two threads: {gain:.2f} times as fast, at least {least}"))
print(f"\nTwo threads: {gain:.2f} times as fast as one, for {cost:.2f} times the CPU time (medians over rounds); "
      f"two programs that share nothing: {given:.2f} times.")
failed = [text for good, text in checks if not good]
for text in failed:
    print(f"FAIL {text}")
print(f"{len(checks) - len(failed)} passed, {len(failed)} failed")
sys.exit(1 if failed else 0)
PYTHON
