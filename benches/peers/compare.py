"""compare.py FOLDER ENGINE [WENSHU FORM]: runs the peers and ours in turn and prints one table; exits 1 when a bound is
missed. FOLDER holds the peers' venv and templates; ENGINE is the binary of benches/engine.rs; WENSHU the program and FORM
the minimal sample. $ROUNDS (default 5) and $COUNT (default 20, iterations of a peer in a round) set the length."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
FONTS = HERE.parents[1] / "fonts"
ROUNDS, COUNT = int(os.environ.get("ROUNDS", 5)), int(os.environ.get("COUNT", 20))
OURS = 5  # as many times more iterations of ours: they are short
WARM = 3  # the first iterations of a process are not counted


def spend(command):
    """Runs a command: its output, wall ms, CPU ms and peak resident memory in MB."""
    with tempfile.TemporaryFile() as out:
        begin = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        wall = (time.perf_counter() - begin) * 1000
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit(f"{' '.join(map(str, command))}: exit {process.returncode}")
        out.seek(0)
        return out.read().decode(), wall, (usage.ru_utime + usage.ru_stime) * 1000, usage.ru_maxrss / 1024


def main():
    folder, engine = Path(sys.argv[1]), sys.argv[2]
    program = sys.argv[3:5]
    python = str(folder / "venv/bin/python")
    scratch = Path(tempfile.mkdtemp(dir=folder))
    runners = {
        ("docx", "peer"): [python, str(HERE / "docxtpl_peer.py"), str(folder / "templates"), "{kind}"],
        ("docx", "ours"): [engine, "{kind}", "docx"],
        ("pdf", "peer"): [python, str(HERE / "typst_peer.py"), str(FONTS), "{kind}"],
        ("pdf", "ours"): [engine, "{kind}", "pdf"],
    }
    times, sizes, memory = {}, {}, {}
    for round_ in range(ROUNDS):
        for kind in ("decision", "filing"):
            for (form, who), command in runners.items():
                count = COUNT * (OURS if who == "ours" else 1)
                tail = [str(100 + round_ * 100), str(count + WARM), str(scratch / f"{kind}-{who}.{form}")]
                text, _, _, peak = spend([part.format(kind=kind) for part in command] + tail)
                lines = [line.split() for line in text.splitlines()][WARM:]
                times.setdefault((kind, form, who), []).extend(float(line[0]) for line in lines)
                sizes.setdefault((kind, form, who), []).extend(int(line[1]) for line in lines)
                memory[who] = max(memory.get(who, 0), peak)

    cold = {}
    for number in range(2 * ROUNDS):
        typst = [python, str(HERE / "typst_peer.py"), str(FONTS), "decision", str(100 + number), "1", str(scratch / "cold.pdf")]
        commands = {"typst": typst, "python": [python, "-c", "import typst, json"]}
        if program:
            commands["wenshu"] = [program[0], "render", program[1], "-o", str(scratch / f"cold-{number}")]
        for name, command in commands.items():
            _, wall, cpu, peak = spend(command)
            cold.setdefault(name, []).append((wall, cpu, peak))

    missed = 0

    def row(what, ours, peer, ratio, bound, holds):
        nonlocal missed
        missed += not holds
        print(f"| {what} | {ours} | {peer} | {ratio} | {bound} | {'yes' if holds else 'NO'} |")

    print(f"Medians over {ROUNDS} rounds, ours and the peers in turn; text differs in every iteration.\n")
    print("| what | ours | peer | ratio | bound | holds |\n| --- | --- | --- | --- | --- | --- |")
    median = statistics.median
    for kind in ("decision", "filing"):
        for form, peer, bound in (("docx", "docxtpl", 50), ("pdf", "Typst", 3)):
            ours, other = median(times[kind, form, "ours"]), median(times[kind, form, "peer"])
            ratio = other / ours
            row(f"{kind}, {form.upper()}, CPU ms", f"{ours:.2f}", f"{peer} {other:.2f}", f"{ratio:.1f}×", f"≥ {bound}×", ratio >= bound)
        ours, other = median(sizes[kind, "pdf", "ours"]), median(sizes[kind, "pdf", "peer"])
        row(f"{kind}, PDF, KB", f"{ours / 1000:.1f}", f"Typst {other / 1000:.1f}", f"{ours / other:.2f}×", "≤ 1.25×", ours <= 1.25 * other)
        ours, other = median(sizes[kind, "docx", "ours"]), median(sizes[kind, "docx", "peer"])
        row(f"{kind}, DOCX, KB", f"{ours / 1000:.1f}", f"docxtpl {other / 1000:.1f}", f"{ours / other:.2f}×", "–", True)
    # a writ in both formats: ours beside docxtpl for the one and Typst for the other
    total = {}
    for kind in ("decision", "filing"):
        ours, other = (sum(median(times[kind, form, who]) for form in ("docx", "pdf")) for who in ("ours", "peer"))
        total[kind] = ours, other
        row(f"{kind}, both formats, CPU ms", f"{ours:.2f}", f"docxtpl + Typst {other:.2f}", f"{other / ours:.1f}×", "≥ 10×", other >= 10 * ours)
    ours, other = (sum(column) for column in zip(*total.values()))
    row("both documents, both formats, CPU ms", f"{ours:.2f}", f"docxtpl + Typst {other:.2f}", f"{other / ours:.1f}×", "≥ 10×", other >= 10 * ours)
    row("both engines, peak MB", f"{memory['ours']:.0f}", f"{memory['peer']:.0f}", "", "≤ 150 MB", memory["ours"] <= 150)
    if program:
        middle = {name: [median(column) for column in zip(*runs)] for name, runs in cold.items()}
        ours, other, bare = middle["wenshu"], middle["typst"], middle["python"]
        for index, name in ((0, "wall"), (1, "CPU")):
            ratio = ours[index] / other[index]
            row(f"minimal case, cold, {name} ms", f"{ours[index]:.0f}", f"Typst, one PDF {other[index]:.0f}", f"{ratio:.2f}×", "≤ 1.5×", ratio <= 1.5)
            rest = other[index] - bare[index]
            row(f"the same, without Python's start, {name} ms", f"{ours[index]:.0f}", f"{rest:.0f}", f"{ours[index] / rest:.2f}×", "–", True)
        row("minimal case, peak MB", f"{ours[2]:.0f}", f"{other[2]:.0f}", "", "≤ 150 MB", ours[2] <= 150)
    print(f"\n{missed} of the bounds missed." if missed else "\nAll bounds hold.")
    sys.exit(1 if missed else 0)


main()
