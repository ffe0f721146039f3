#!/usr/bin/env bash
# Whole forms, cold: for each one process that renders all writs in both formats.
#
#   benches/cold.sh PROGRAM FORM...      env: RUNS=5, MAX_MB=150
#
# Prints medians of wall and CPU time and the peak of memory, one line per form. Times depend on the machine and are only
# shown; memory does not, and beyond MAX_MB the script fails. Closes with `N passed, N failed`.
set -euo pipefail
[ $# -ge 2 ] || { sed -n '2,7s/^# \{0,1\}//p' "$0"; exit 2; }
exec python3 - "$@" <<'PYTHON'
import os, statistics, subprocess, sys, tempfile, time

program, forms = sys.argv[1], sys.argv[2:]
runs, limit = int(os.environ.get("RUNS", 5)), float(os.environ.get("MAX_MB", 150))
passed = failed = 0
for form in forms:
    seen = []
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as out:
            begin = time.perf_counter()
            process = subprocess.Popen([program, "render", form, "-o", out], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            wall = (time.perf_counter() - begin) * 1000
            files = sum(len(names) for _, _, names in os.walk(out))
            seen.append((wall, (usage.ru_utime + usage.ru_stime) * 1000, usage.ru_maxrss / 1024, files, process.returncode))
    wall, cpu = (statistics.median(run[i] for run in seen) for i in range(2))
    peak = max(run[2] for run in seen)
    good = peak <= limit and all(run[4] == 0 and run[3] for run in seen)
    passed, failed = passed + good, failed + (not good)
    words = "" if good else f"FAIL (limit {limit:.0f} MB, exit {seen[-1][4]}) "
    print(f"{words}{form}: {wall:.0f} ms wall, {cpu:.0f} ms CPU, peak {peak:.0f} MB, {seen[-1][3]} files")
print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed or not passed else 0)
PYTHON
