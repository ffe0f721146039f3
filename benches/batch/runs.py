"""What the benches of a batch share: the folder they write to, one run and what it cost, the closing lines."""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
MEMORY = Path("/dev/shm")


@dataclass
class Run:
    """One batch: wall, user and kernel seconds, peak MB, files of writs, MB written."""

    wall: float
    user: float
    kernel: float
    peak: float
    writs: int
    size: float

    @property
    def cpu(self):
        return self.user + self.kernel


@contextlib.contextmanager
def scratch(megabytes):
    """A folder with room for so much, removed afterwards: below SCRATCH, else in memory, else where temporary files are.

    In memory, because a disk's file system reckons its own search for room to whoever writes: ext4 without a journal walks
    over every file that was removed in the last five minutes, so a run after the removal of another's files takes twice the
    time of the same run before it."""
    root = os.environ.get("SCRATCH")
    if not root and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > 1.5 * megabytes * 1e6:
        root = MEMORY
    with tempfile.TemporaryDirectory(dir=root) as folder:
        yield Path(folder)


def where(folder):
    """What the folder is on, for the head of a table."""
    return "in memory" if MEMORY in folder.parents else f"on the disk of {folder.parent}"


def make(folder, count, kind="ordinary"):
    """The forms of an action."""
    subprocess.run([sys.executable, HERE / "cases.py", folder, str(count), "--kind", kind], check=True)


def command(program, cases, out, options):
    """A batch from an empty register into an empty folder."""
    (cases / "agencies" / "register.csv").unlink(missing_ok=True)
    shutil.rmtree(out, ignore_errors=True)
    return [program, "batch", cases, "-o", out, "--quiet", *options]


def once(program, cases, out, options=()):
    """Runs a batch, counts what it wrote and removes that."""
    line = [sys.executable, HERE / "measure.py", *command(program, cases, out, options)]
    said = subprocess.run(line, check=True, capture_output=True, text=True).stdout
    wall, user, kernel, peak, status = map(float, said.split())
    if status:
        sys.exit(f"exit {status:.0f} of {' '.join(options)} on {cases.name}")
    files = [file for file in out.rglob("*") if file.is_file()]
    writs = sum(f.suffix in (".pdf", ".docx") and f.name != "whole.pdf" and (f.parent / "manifest.json").exists() for f in files)
    size = sum(file.stat().st_size for file in files) / 1e6
    shutil.rmtree(out)
    return Run(wall, user, kernel, peak / 1024, writs, size)


def close(checks):
    """Says which of the checks (good, text) failed, how many, and exits."""
    failed = [text for good, text in checks if not good]
    for text in failed:
        print(f"FAIL {text}")
    print(f"{len(checks) - len(failed)} passed, {len(failed)} failed")
    sys.exit(1 if failed else 0)
