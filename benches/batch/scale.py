#!/usr/bin/env python3
"""What a batch costs as it grows: small cases (5 writs each, PDF and DOCX), several counts, one thread, packs included.

  benches/batch/scale.py PROGRAM [COUNTS=250 1000 4000]      env: RUNS=3, WITHIN=10, MAX_KB=2, MAX_MB=150, SCRATCH=

A smaller count is run as often as makes as many cases as the largest: a shared host is not as fast in one minute as in the
next. Prints for each count medians of CPU time a case (user and kernel) and of the peak of memory; then how far the CPU time
of any count is from their middle, and what a further case adds to the peak: the slope between the smallest and the largest
count. Each run starts with an empty register and an empty output folder, which is removed after it: room for one run is
enough (SCRATCH names where; by itself in memory; 4,000 cases need 3 GB). Exits 1 when a count is more than WITHIN % from the
middle, when a case adds more than MAX_KB, or when the constant is more than MAX_MB. Closes with `N passed, N failed`."""

import os
import statistics
import sys

import runs

WRITS = 5


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    program, counts = sys.argv[1], sorted(map(int, sys.argv[2:])) or [250, 1000, 4000]
    rounds, within = int(os.environ.get("RUNS") or 3), float(os.environ.get("WITHIN") or 10)
    most, constant = float(os.environ.get("MAX_KB") or 2), float(os.environ.get("MAX_MB") or 150)
    seen, busy, checks = {count: [] for count in counts}, [], []
    with runs.scratch(counts[-1] * 0.8) as folder:
        for count in counts:
            runs.make(folder / f"cases-{count}", count, "small")
        for number in range(rounds):
            # forth and back: what drifts touches all alike
            for count in counts if number % 2 else reversed(counts):
                busy.append(os.getloadavg()[0])
                parts = [
                    runs.once(program, folder / f"cases-{count}", folder / "out", ["--jobs", "1"])
                    for _ in range(max(1, counts[-1] // count))
                ]
                checks += [(part.writs == count * WRITS * 2, f"{part.writs} files of writs of {count} cases") for part in parts]
                each = lambda value: statistics.mean(getattr(part, value) for part in parts) * 1000 / count
                seen[count].append((each("cpu"), each("user"), each("kernel"), max(part.peak for part in parts), parts[0].size))
        place = runs.where(folder)

    middle = {count: [statistics.median(column) for column in zip(*rows)] for count, rows in seen.items()}
    print(f"Small cases {place}; medians of {rounds}; load before the runs {min(busy):.1f} to {max(busy):.1f}\n")
    print("| cases | CPU ms a case | user | kernel | from the middle | peak MB | MB written |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    times = [row[0] for row in middle.values()]
    centre = (min(times) + max(times)) / 2
    for count, (cpu, user, kernel, peak, size) in middle.items():
        away = (cpu / centre - 1) * 100
        checks.append((abs(away) <= within, f"{count} cases: {away:+.1f} % from the middle, at most {within} %"))
        print(f"| {count} | {cpu:.2f} | {user:.2f} | {kernel:.2f} | {away:+.1f} % | {peak:.1f} | {size:.0f} |")
    if len(counts) > 1:
        first, last = counts[0], counts[-1]
        slope = (middle[last][3] - middle[first][3]) * 1024 / (last - first)
        base = middle[first][3] - slope * first / 1024
        checks.append((slope <= most, f"a case adds {slope:.2f} KB, at most {most}"))
        checks.append((base <= constant, f"the constant is {base:.0f} MB, at most {constant:.0f}"))
        print(f"\nMemory: {base:.0f} MB and {slope:.2f} KB for each case.")
    runs.close(checks)


if __name__ == "__main__":
    main()
