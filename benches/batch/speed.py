#!/usr/bin/env python3
"""The speed of a batch: many ordinary cases (20 writs each, PDF and DOCX), from the forms to the files of the action.

  benches/batch/speed.py PROGRAM [COUNT=1000]      env: RUNS=3, MAX_MS=2.5, MIN_GAIN=1.8, SCRATCH=

In turn: one thread and two without packs for the printer, two threads with them. Prints medians of wall and CPU time (user
and kernel, of the whole process), CPU time for each PDF and DOCX of a writ (joined PDF, manifests, ledger and packs are part
of the time, not of the number), the peak of memory, and what two threads gain. Each run starts with an empty register and an
empty output folder, which is removed after it; SCRATCH names the folder they are in (by itself in memory; a run of 1,000
cases needs 4 GB there, 6 GB with packs). Exits 1 when a file takes more than MAX_MS or two threads gain less than MIN_GAIN.
Beside that it says what two programs at once gain that share nothing: two virtual cores of a shared host are not always two.
Closes with `N passed, N failed`."""

import os
import shutil
import statistics
import subprocess
import sys
import time

import runs

WRITS = 20
WAYS = {
    "1 thread, no packs": ["--jobs", "1", "--no-packs"],
    "2 threads, no packs": ["--jobs", "2", "--no-packs"],
    "2 threads, packs": ["--jobs", "2"],
}
# Two programs at once that share nothing, half of the cases each: what the machine itself gives.
ALONE = ["--jobs", "1", "--no-packs"]


def side_by_side(program, folder):
    """Wall s of two programs at once."""
    outs = [folder / "out-a", folder / "out-b"]
    lines = [runs.command(program, folder / half, out, ALONE) for half, out in zip("ab", outs)]
    begin = time.perf_counter()
    running = [subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for line in lines]
    if any([process.wait() for process in running]):
        sys.exit("one of two programs failed")
    wall = time.perf_counter() - begin
    for out in outs:
        shutil.rmtree(out)
    return wall


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    program, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    rounds, limit = int(os.environ.get("RUNS") or 3), float(os.environ.get("MAX_MS") or 2.5)
    least = float(os.environ.get("MIN_GAIN") or 1.8)
    seen, busy, apart = {name: [] for name in WAYS}, [], []
    with runs.scratch(count * 6.5) as folder:
        runs.make(folder / "cases", count)
        for half in "ab":
            runs.make(folder / half, count // 2)
        for _ in range(rounds):
            for name, options in WAYS.items():
                busy.append(os.getloadavg()[0])
                seen[name].append(runs.once(program, folder / "cases", folder / "out", options))
            apart.append(side_by_side(program, folder))
        place = runs.where(folder)

    expected, checks = count * WRITS * 2, []
    print(f"{count} ordinary cases {place}, {expected} files of writs; medians of {rounds}; "
          f"load before the runs {min(busy):.1f} to {max(busy):.1f}\n")
    print("| run | wall s | user s | kernel s | CPU ms a file | files a s | peak MB | MB written |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for name, rows in seen.items():
        middle = lambda value: statistics.median(getattr(row, value) for row in rows)
        each, wall = middle("cpu") * 1000 / expected, middle("wall")
        checks.append((each <= limit, f"{name}: {each:.2f} CPU ms a file, at most {limit}"))
        checks.append((all(row.writs == expected for row in rows), f"{name}: not {expected} files of writs in each run"))
        print(f"| {name} | {wall:.1f} | {middle('user'):.1f} | {middle('kernel'):.1f} | {each:.2f} | {expected / wall:.0f} | "
              f"{middle('peak'):.0f} | {middle('size'):.0f} |")
    # of the runs of one round, which stand next to each other in time: the machine itself is not always as fast
    pairs = list(zip(*(seen[name] for name in list(WAYS)[:2])))
    gain, cost = (statistics.median(ratios) for ratios in zip(*((one.wall / two.wall, two.cpu / one.cpu) for one, two in pairs)))
    given = statistics.median(one.wall / wall for (one, _), wall in zip(pairs, apart))
    checks.append((gain >= least, f"two threads: {gain:.2f} times as fast, at least {least}"))
    print(f"\nTwo threads: {gain:.2f} times as fast as one, for {cost:.2f} times the CPU time (medians over rounds); "
          f"two programs that share nothing: {given:.2f} times.")
    runs.close(checks)


if __name__ == "__main__":
    main()
