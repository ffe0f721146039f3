#!/usr/bin/env python3
"""A batch mixes nothing up and loses nothing, whatever happens to it.

    batch.py PROGRAM [TRIAL...]      trials: isolation, ledger, kills, disk, rights, turns, clock, interrupt, vanishing, shards
    batch.py --self-test

isolation: $CASES (1000) cases, 50 of them spoilt (benches/batch/cases.py): the others are whole, each spoilt one is reported
by its place, and cases made alone with the same register have the same bytes. ledger:
filled in with another program, taken back, made again. kills: $KILLS (50) times SIGKILL, spread from
the first case to the last (asserted); nothing half-written is in the place of a case, finished cases stay, and the next run
makes what an unbroken run makes. disk: full in the middle (tmpfs, or a limit on the size of files where mounting is not
allowed). rights: as a user without them. turns: two batches into one folder, two with one register. clock: set back.
interrupt: SIGINT. vanishing: forms that disappear while the batch runs. shards: three machines and a collection."""

import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from common import Report

HERE = Path(__file__).resolve().parent
MAKE = HERE.parents[1] / "benches" / "batch" / "cases.py"
CASES, KILLS = int(os.environ.get("CASES", 1000)), int(os.environ.get("KILLS", 50))
SPOILT = 50
NOBODY = 65534
LIMIT = 1800  # seconds no run may take


class Trial:
    """A scratch folder with forms, and the program."""

    def __init__(self, program, scratch):
        self.program, self.scratch = Path(program).resolve(), Path(scratch)

    def forms(self, count, *options, name="forms"):
        folder = self.scratch / name
        subprocess.run([sys.executable, str(MAKE), str(folder), str(count), *options], check=True)
        return folder

    def command(self, forms, out, *options):
        return [str(self.program), "batch", str(forms), "-o", str(out), "--quiet", "--no-packs", *options]

    def run(self, forms, out, *options, **more):
        return subprocess.run(self.command(forms, out, *options), capture_output=True, timeout=LIMIT, **more)

    def start(self, forms, out, *options):
        return subprocess.Popen(self.command(forms, out, *options), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def said(ran):
    text = ran.stderr.decode() if ran.stderr else ""
    return text.strip().splitlines()[-1] if text.strip() else "nothing said"


def expect(ran, code, *words):
    problems = [] if ran.returncode == code else [f"exit {ran.returncode} instead of {code}: {said(ran)}"]
    text = ran.stderr.decode()
    problems += [f"“{word}” is not said: {said(ran)}" for word in words if word not in text]
    if "panicked" in text:
        problems.append("panic")
    return problems


def tree(folder):
    """Every file a user sees, by name."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files if ".wenshu" not in path.parts}


def differences(one, other, names=("the first", "the second")):
    problems = [f"only in {names[0]}: {name}" for name in sorted(one.keys() - other.keys())[:3]]
    problems += [f"only in {names[1]}: {name}" for name in sorted(other.keys() - one.keys())[:3]]
    problems += [f"differs: {name}" for name in sorted(one.keys() & other.keys()) if one[name] != other[name]][:3]
    return problems


def cases_of(out):
    """The folders in the places of cases."""
    return sorted(path for path in out.iterdir() if path.is_dir() and not path.name.startswith(".") and path.name != "packs") if out.is_dir() else []


def not_whole(folder):
    """What a folder in the place of a case lacks of its manifest."""
    import hashlib

    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        return [f"{folder.name}: no sound manifest: {error}"]
    problems = []
    for file in manifest["files"]:
        path = folder / file["name"]
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != file["sha256"]:
            problems.append(f"{folder.name}: {file['name']} is missing or torn")
    extra = {path.name for path in folder.iterdir()} - {file["name"] for file in manifest["files"]} - {"manifest.json"}
    return problems + [f"{folder.name}: {name} is in no manifest" for name in sorted(extra)]


def finished(out):
    """The cases the journal calls finished."""
    journal = out / ".wenshu" / "journal.jsonl"
    lines = journal.read_bytes().split(b"\n")[:-1] if journal.is_file() else []
    return [json.loads(line)["folder"] for line in lines]


def numbers_twice(register):
    """Numbers of one organ that stand in two rows."""
    import csv

    with open(register, encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["状态"] in ("已发", "手填")]
    seen, twice = set(), []
    for row in rows:
        key = (row["机关"], row["文号"])
        twice += [f"{key[1]} was given twice"] if key in seen else []
        seen.add(key)
    return twice[:3] if rows else ["no numbers in the register"]


# --- trials --------------------------------------------------------------------------------------------------------------


def isolation(trial, report):
    forms, out = trial.forms(CASES, "--spoil", str(SPOILT)), trial.scratch / "out"
    spoilt = dict(line.split("\t") for line in (forms / "spoilt.txt").read_text(encoding="utf-8").splitlines())
    ran = trial.run(forms, out)
    good = sorted(path.stem for path in forms.glob("*.yaml") if path.name not in spoilt and path.name != "action.yaml")
    report.check("isolation: the run", expect(ran, 1, f"共{CASES}案：生成{CASES - SPOILT}案", f"拒绝{SPOILT}案"))
    folders = [path.name for path in cases_of(out)]
    report.check("isolation: folders", [] if folders == good else [f"{len(folders)} folders instead of {len(good)}"])
    for folder in cases_of(out):
        report.check(f"isolation: {folder.name}", not_whole(folder))
    summary = json.loads((out / "batch-summary.json").read_text(encoding="utf-8"))
    refused = {case["form"]: case["findings"] for case in summary["case"] if case["state"] == "拒绝"}
    report.check("isolation: summary", [] if refused.keys() == spoilt.keys() else [f"refused: {sorted(refused.keys() ^ spoilt.keys())[:5]}"])
    text = ran.stderr.decode()
    for form, way in spoilt.items():
        findings = refused.get(form, [])
        places = [f["place"] for f in findings if f["rank"] == "拒绝" and f["place"] and f["place"]["file"].endswith(form)]
        problems = [] if places else [f"{way}: no finding names its place: {[f['message'] for f in findings][:2]}"]
        problems += [] if f"{forms / form}：没有生成文书" in text else [f"{way}: nothing said on stderr"]
        report.check(f"isolation: {form}", problems)
    chosen = random.Random(7).sample(good, min(60, len(good)))
    alone = trial.scratch / "alone"
    for name in chosen:
        ran = subprocess.run([str(trial.program), "render", str(forms / f"{name}.yaml"), "-o", str(alone)], capture_output=True, timeout=LIMIT)
        problems = expect(ran, 0) or differences(tree(out / name), tree(alone / name), ("the batch", "alone"))
        report.check(f"isolation: {name} alone", problems)
    again = trial.run(forms, out)
    report.check("isolation: a second run", expect(again, 1, f"没有变化{CASES - SPOILT}案"))
    report.check("isolation: the register", numbers_twice(forms / "agencies" / "register.csv"))


def kills(trial, report):
    count = 30
    forms = trial.forms(count, "--kind", "small")
    register = forms / "agencies" / "register.csv"
    whole = trial.scratch / "whole"
    report.check("kills: unbroken", expect(trial.run(forms, whole), 0))
    wanted, rows = tree(whole), register.read_bytes()
    reached = []
    for number in range(KILLS):
        out = trial.scratch / f"out{number}"
        register.unlink(missing_ok=True)
        target = number * count // KILLS
        running = trial.start(forms, out, "--jobs", "2")
        pause = random.Random(number).random() * 0.02
        while running.poll() is None and len(finished(out)) < target:
            time.sleep(0.001)
        time.sleep(pause)
        running.kill()
        running.wait()
        done = finished(out)
        reached.append(len(done))
        problems = [problem for folder in cases_of(out) for problem in not_whole(folder)]
        there = {folder.name for folder in cases_of(out)}
        problems += [f"{name} was finished and is gone" for name in done if name not in there]
        problems += numbers_twice(register) if len(done) else []
        again = trial.run(forms, out)
        problems += expect(again, 0, f"没有变化{len(set(done))}案" if done else "共")
        problems += differences(wanted, tree(out), ("an unbroken run", "the broken one"))
        problems += [] if register.read_bytes() == rows else ["the register differs from that of an unbroken run"]
        left = [path.name for path in out.iterdir() if path.name.startswith(".") and path.name != ".wenshu"]
        problems += [f"left behind: {left[:3]}"] if left else []
        report.check(f"kills: {number} after {len(done)} cases", problems)
        shutil.rmtree(out)
    spread = len(set(reached))
    problems = []
    if min(reached) > count // 10 or max(reached) < count * 8 // 10 or spread < min(KILLS, count) // 2:
        problems = [f"kills are not spread from the first to the last of {count} cases: {sorted(reached)}"]
    report.check("kills: spread", problems)


def disk(trial, report):
    forms = trial.forms(20, "--kind", "small")
    out = trial.scratch / "full"
    out.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(out)], capture_output=True).returncode == 0
    small = {}
    if not mounted:
        def limit():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))

        small = {"preexec_fn": limit}
    try:
        ran = trial.run(forms, out, **small)
        report.check("disk: full", expect(ran, 2, "磁盘已满") if mounted else expect(ran, 2, "写文件失败"))
        report.check("disk: finished cases", [problem for folder in cases_of(out) for problem in not_whole(folder)])
        if mounted:
            made = len(cases_of(out))
            report.check("disk: in the middle", [] if 0 < made < 20 else [f"{made} cases fitted"])
            subprocess.run(["mount", "-o", "remount,size=200m", str(out)], check=True)
        again = trial.run(forms, out)
        report.check("disk: with room", expect(again, 0) or [p for folder in cases_of(out) for p in not_whole(folder)])
        report.check("disk: all", [] if len(cases_of(out)) == 20 else [f"{len(cases_of(out))} cases"])
    finally:
        if mounted:
            subprocess.run(["umount", str(out)], check=True)


def rights(trial, report):
    program = trial.scratch / "program"
    shutil.copy(trial.program, program)
    trial = Trial(program, trial.scratch)
    forms = trial.forms(6, "--kind", "small")
    os.chmod(forms / "00002.yaml", 0)
    for path in [trial.scratch, forms, forms / "agencies"]:
        os.chmod(path, 0o755)
    closed, opened = trial.scratch / "closed", trial.scratch / "open"
    for folder in (closed, opened):
        folder.mkdir()
    register = trial.scratch / "register"
    register.mkdir()
    for folder in (opened, register):
        os.chown(folder, NOBODY, NOBODY)
    lowly = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
    ran = trial.run(forms, closed, **lowly)
    report.check("rights: closed output", expect(ran, 2, "没有权限") + (["something was written"] if list(closed.iterdir()) else []))
    ran = trial.run(forms, opened, **lowly)
    report.check("rights: closed register", expect(ran, 2, "没有权限", "register.csv") + (["a case was made"] if cases_of(opened) else []))
    ran = trial.run(forms, opened, "--register", str(register / "r.csv"), **lowly)
    report.check("rights: one closed form", expect(ran, 1, "没有权限读取", "生成5案", "拒绝1案"))


def turns(trial, report):
    forms = trial.forms(40, "--kind", "small")
    out = trial.scratch / "out"
    first = trial.start(forms, out)
    while not (out / ".wenshu" / "journal.jsonl").exists():
        time.sleep(0.005)
    second = trial.run(forms, out)
    report.check("turns: one folder", expect(second, 2, "另一个 wenshu batch"))
    first.wait()
    report.check("turns: the first goes on", [] if first.returncode == 0 and len(cases_of(out)) == 40 else [f"exit {first.returncode}"])
    register = forms / "agencies" / "register.csv"
    register.unlink()
    halves = [trial.forms(40, "--kind", "small", name=f"half{n}") for n in range(2)]
    for n, half in enumerate(halves):
        for form in half.glob("0*.yaml"):
            form.write_text(f"编号: 半{n}-{form.stem}\n" + form.read_text(encoding="utf-8"), encoding="utf-8")
    running = [trial.start(half, trial.scratch / f"o{n}", "--register", str(register)) for n, half in enumerate(halves)]
    codes = [run.wait() for run in running]
    report.check("turns: one register", ([] if codes == [0, 0] else [f"exits {codes}"]) + numbers_twice(register))


def clock(trial, report):
    forms = trial.forms(4, "--kind", "small")
    out, other = trial.scratch / "out", trial.scratch / "other"
    report.check("clock: first", expect(trial.run(forms, out), 0))
    back = ["faketime", "2019-01-01 00:00:00"]
    again = subprocess.run(back + trial.command(forms, out), capture_output=True, timeout=LIMIT)
    report.check("clock: set back, the same folder", expect(again, 0, "没有变化4案"))
    fresh = subprocess.run(back + trial.command(forms, other), capture_output=True, timeout=LIMIT)
    report.check("clock: set back, another folder", expect(fresh, 0) or differences(tree(out), tree(other)))


def interrupt(trial, report):
    forms, out = trial.forms(60, "--kind", "small"), trial.scratch / "out"
    running = trial.start(forms, out)
    while running.poll() is None and len(finished(out)) < 10:
        time.sleep(0.002)
    running.send_signal(signal.SIGINT)
    text = running.communicate(timeout=LIMIT)[1].decode()
    made = len(cases_of(out))
    problems = [] if running.returncode == 130 else [f"exit {running.returncode}"]
    problems += [] if 10 <= made < 60 else [f"{made} cases"]
    problems += [] if "已中断" in text else [f"not said: {text[-200:]}"]
    problems += [problem for folder in cases_of(out) for problem in not_whole(folder)]
    left = [path.name for path in out.iterdir() if path.name.startswith(".") and path.name != ".wenshu"]
    report.check("interrupt: ends between two cases", problems + ([f"left behind: {left}"] if left else []))
    again = trial.run(forms, out)
    report.check("interrupt: goes on", expect(again, 0, f"没有变化{made}案", f"生成{60 - made}案"))


def vanishing(trial, report):
    forms, out = trial.forms(60, "--kind", "small"), trial.scratch / "out"
    running = trial.start(forms, out)
    while running.poll() is None and len(finished(out)) < 5:
        time.sleep(0.002)
    # at once: a folder emptied file by file may get a new file meanwhile
    forms.rename(trial.scratch / "moved")
    text = running.communicate(timeout=LIMIT)[1].decode()
    made = len(cases_of(out))
    problems = [] if running.returncode in (1, 2) else [f"exit {running.returncode}"]
    problems += [] if 5 <= made < 60 and "没有“" in text and "panicked" not in text else [f"{made} cases: {text[-200:]}"]
    problems += [problem for folder in cases_of(out) for problem in not_whole(folder)]
    report.check("vanishing: the forms", problems)


def shards(trial, report):
    forms = trial.forms(20, "--kind", "small")
    register = forms / "agencies" / "register.csv"
    whole, out = trial.scratch / "whole", trial.scratch / "out"
    report.check("shards: one machine", expect(trial.run(forms, whole), 0))
    rows = register.read_bytes()
    register.unlink()
    report.check("shards: numbers first", expect(trial.run(forms, out, "--numbers-only"), 0))
    report.check("shards: the same numbers", [] if register.read_bytes() == rows else ["the register differs"])
    running = [trial.start(forms, out, "--shard", f"{n}/3") for n in (1, 2, 3)]
    codes = [run.wait() for run in running]
    report.check("shards: three machines", [] if codes == [0, 0, 0] else [f"exits {codes}"])
    report.check("shards: collected", expect(trial.run(forms, out, "--collect"), 0))
    parts = {name: data for name, data in tree(out).items() if not name.startswith("batch-summary-")}
    report.check("shards: the same files", differences(tree(whole), parts, ("one machine", "three")))
    shutil.rmtree(out / "00007")
    ran = trial.run(forms, out, "--collect")
    report.check("shards: one is missing", expect(ran, 1, "00007"))


def ledger(trial, report):
    """The ledger is filled in with another program and taken back."""
    import openpyxl

    forms, out = trial.forms(4), trial.scratch / "out"
    later = ("缴款:", "结案:", "归档:", "公示:")
    for form in forms.glob("0*.yaml"):
        lines = form.read_text(encoding="utf-8").splitlines(True)
        kept = [line for line in lines if not line.startswith(later) and "{文书: 行政处罚决定书" not in line]
        form.write_text("".join(kept), encoding="utf-8")
    report.check("ledger: made", expect(trial.run(forms, out), 0))
    path = out / "ledger.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["台账"]
    heads = {}
    for row in (1, 2):
        heads.update({str(cell.value).replace("\n", ""): cell.column for cell in sheet[row] if cell.value})
    fill = lambda row, **values: [setattr(sheet.cell(row, heads[head]), "value", value) for head, value in values.items()]
    import datetime

    fill(3, 决定送达日期=datetime.date(2026, 4, 9), 决定送达方式="直接")
    fill(4, 决定送达日期="2026年4月9日", 决定送达方式="留置", 缴款日期=datetime.date(2026, 4, 15), 缴款凭证号="+86")
    sheet.cell(4, next(column for head, column in heads.items() if head.startswith("缴款金额"))).value = 3500
    fill(5, 决定送达日期="2026-02-30")
    book.save(path)
    apply = lambda *options: subprocess.run([str(trial.program), "batch", "apply", str(path), *options], capture_output=True, timeout=LIMIT)
    sidecars = lambda: sorted(path.name for path in forms.glob("*.events.yaml"))
    shown = apply()
    report.check("ledger: shown first", expect(shown, 1, "A05", "--write") + (["sidecars were written"] if sidecars() else []))
    text = shown.stdout.decode()
    report.check("ledger: the difference", [] if "（空） → 2026-04-09" in text and "+86" in text else [text])
    written = apply("--write")
    report.check("ledger: written", expect(written, 1, "写入2个案件", "1处拒绝") + ([] if len(sidecars()) == 2 else [f"{sidecars()}"]))
    again = trial.run(forms, out)
    report.check("ledger: not overwritten while a cell is wrong", expect(again, 0, "B30"))
    book = openpyxl.load_workbook(path)
    book["台账"].cell(5, heads["决定送达日期"]).value = datetime.date(2026, 4, 10)
    book["台账"].cell(5, heads["决定送达方式"]).value = "直接"
    book.save(path)
    report.check("ledger: the rest", expect(apply("--write"), 0, "写入1个案件"))
    report.check("ledger: twice changes nothing", expect(apply("--write"), 0, "写入0个案件"))
    after = trial.run(forms, out)
    report.check("ledger: taken over", expect(after, 0, "没有变化") + (["B30"] if "B30" in after.stderr.decode() else []))
    said = openpyxl.load_workbook(path)["台账"].cell(4, heads["决定送达日期"]).value
    report.check("ledger: shows it", [] if str(said).startswith("2026-04-09") else [f"{said}"])


TRIALS = [isolation, ledger, kills, disk, rights, turns, clock, interrupt, vanishing, shards]


def self_test():
    """The checks find what is planted."""
    outcome = Report()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "案"
        folder.mkdir()
        import hashlib

        (folder / "a.pdf").write_bytes(b"whole")
        files = [{"name": "a.pdf", "sha256": hashlib.sha256(b"whole").hexdigest()}]
        (folder / "manifest.json").write_text(json.dumps({"files": files}))
        outcome.check("self-test, a whole folder", not_whole(folder))
        (folder / "b.pdf").write_bytes(b"more")
        outcome.check("self-test, a file too many", [] if not_whole(folder) else ["not found"])
        (folder / "b.pdf").unlink()
        (folder / "a.pdf").write_bytes(b"who")
        outcome.check("self-test, a torn file", [] if not_whole(folder) else ["not found"])
        (folder / "manifest.json").write_text("{")
        outcome.check("self-test, a torn manifest", [] if not_whole(folder) else ["not found"])
        register = Path(scratch) / "register.csv"
        head = "\ufeff状态,机关,小组,字,年,序号,至,文号,案件,文书,对象\n"
        register.write_text(head + "已发,甲,,罚,2026,1,,x,a,b,\n", encoding="utf-8")
        outcome.check("self-test, a register", numbers_twice(register))
        register.write_text(head + "已发,甲,,罚,2026,1,,x,a,b,\n" * 2, encoding="utf-8")
        outcome.check("self-test, a number twice", [] if numbers_twice(register) else ["not found"])
        one = {"a": b"1", "b": b"2"}
        for name, other in [("missing", {"a": b"1"}), ("more", {**one, "c": b""}), ("changed", {**one, "b": b"3"})]:
            outcome.check(f"self-test, {name}", [] if differences(one, other) else ["not found"])
    outcome.close()


def main():
    if sys.argv[1:] == ["--self-test"]:
        self_test()
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    report = Report()
    wanted = sys.argv[2:] or [trial.__name__ for trial in TRIALS]
    for trial in TRIALS:
        if trial.__name__ in wanted:
            begin = time.monotonic()
            with tempfile.TemporaryDirectory() as scratch:
                trial(Trial(sys.argv[1], scratch), report)
            print(f"{trial.__name__}: {time.monotonic() - begin:.0f} s", flush=True)
    report.close()


if __name__ == "__main__":
    main()
