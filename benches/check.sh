#!/usr/bin/env bash
# Whole forms checked, cold: for each one process that reads law, templates and form and says what it finds.
#
#   benches/check.sh PROGRAM FORM...      env: RUNS=9, MAX_CPU_MS=
#
# Prints the median of CPU time (user and system of the whole process) and the peak of memory, one line per form. Times
# depend on the machine and are only shown, unless MAX_CPU_MS says how long a form may take at most. Closes with
# `N passed, N failed`.
set -euo pipefail
[ $# -ge 2 ] || { sed -n '2,8s/^# \{0,1\}//p' "$0"; exit 2; }
exec python3 - "$@" <<'PYTHON'
import os, statistics, subprocess, sys, time

program, forms = sys.argv[1], sys.argv[2:]
runs, limit = int(os.environ.get("RUNS") or 9), float(os.environ.get("MAX_CPU_MS") or "inf")
# 0: nothing holds the writs back; 1: something does, and it was said. Anything else is no answer.
ANSWERS = (0, 1)
passed = failed = 0
for form in forms:
    seen = []
    for _ in range(runs):
        begin = time.perf_counter()
        process = subprocess.Popen([program, "check", form], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        wall = (time.perf_counter() - begin) * 1000
        seen.append((wall, (usage.ru_utime + usage.ru_stime) * 1000, usage.ru_maxrss / 1024, process.returncode))
    wall, cpu = (statistics.median(run[i] for run in seen) for i in range(2))
    peak = max(run[2] for run in seen)
    good = cpu <= limit and all(run[3] in ANSWERS for run in seen)
    passed, failed = passed + good, failed + (not good)
    words = "" if good else f"FAIL (limit {limit:.0f} ms CPU, exit {seen[-1][3]}) "
    print(f"{words}{form}: {cpu:.0f} ms CPU, {wall:.0f} ms wall, peak {peak:.0f} MB")
print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed or not passed else 0)
PYTHON
