#!/usr/bin/env python3
"""Print packs hold the pages of the writs and nothing else, each copy on a fresh sheet, and the list says what they hold.

    packs.py OUT               OUT: what `wenshu batch` wrote: case folders, and `packs` among them
    packs.py --self-test

For each pack: qpdf finds no fault; every bookmark points at a front; blank pages are backs; the text of every page behind
the index (read with pdftotext) is that of a page of some writ; a writ's pages stand together, in order, as often as the
list says; the sides are those of the list. The list names all packs, and no file that is not there."""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

import common
import pikepdf
from common import Report

LIST = "打印清单.txt"
FOLDER = "packs"
INDEX = "目录"


def pages_of(path):
    out = subprocess.run(["pdftotext", "-raw", "-enc", "UTF-8", str(path), "-"], capture_output=True, check=True)
    pages = out.stdout.decode("utf-8").split("\f")
    return [common.bare(page) for page in pages[:-1]]


def targets(pdf):
    """(title, page from 0) of the bookmarks without children, in order."""
    numbers = {page.objgen: number for number, page in enumerate(pdf.pages)}
    found = []

    def below(node):
        item = node.get("/First")
        while item is not None:
            if "/First" in item:
                below(item)
            else:
                found.append((str(item.Title), numbers[item.Dest[0].objgen]))
            item = item.get("/Next")

    below(pdf.Root.Outlines)
    return found


def look(path, sources, listed):
    problems = []
    done = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True)
    if done.returncode != 0:
        problems.append("qpdf: " + " | ".join(done.stdout.splitlines()[-2:]))
    texts = pages_of(path)
    with pikepdf.open(path) as pdf:
        marks = targets(pdf)
        if len(pdf.pages) != len(texts):
            problems.append("pdftotext sees another number of pages")
    if listed is not None and listed * 2 != len(texts):
        problems.append(f"{len(texts)} sides, the list says {listed} sheets")
    if not marks or marks[0] != (INDEX, 0):
        return problems + ["no index in front"]
    problems += [f"{title} begins on a back" for title, page in marks if page % 2]
    problems += [f"side {number + 1} is blank and no back" for number, text in enumerate(texts) if not text and number % 2 == 0]
    begins = [page for _, page in marks[1:]] + [len(texts)]
    for (title, _), first, end in zip(marks[1:], begins, begins[1:]):
        copies = texts[first:end]
        writ = next((pages for pages in sources if copies == fresh(pages) * max(1, len(copies) // max(1, len(fresh(pages))))), None)
        if writ is None:
            problems.append(f"{title}: sides {first + 1}–{end} are not whole copies of a writ")
    return problems


def fresh(pages):
    return pages + [""] * (len(pages) % 2)


def check(out, quiet=False):
    report = Report(quiet)
    for folder in sorted(path for path in Path(out).rglob(FOLDER) if path.is_dir()):
        files = [path for path in folder.parent.rglob("*.pdf") if folder not in path.parents and path.name != "whole.pdf"]
        sources = [pages_of(path) for path in files]
        text = (folder / LIST).read_text(encoding="utf-8") if (folder / LIST).exists() else ""
        listed, organ = {}, ""
        for line in text.splitlines():
            row = re.match(r"  (\S.*\.pdf)　.*用纸(\d+)张$", line)
            if row:
                listed[f"{organ}/{row[1]}"] = int(row[2])
            elif line and not line.startswith(" "):
                organ = line
        packs = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*.pdf"))}
        report.check(common.name_of(folder / LIST, Path(out)), [] if set(packs) == set(listed) else [f"packs and list differ: {set(packs) ^ set(listed)}"])
        for name, path in packs.items():
            report.check(common.name_of(path, Path(out)), common.problems(look, path, sources, listed.get(name)))
    return report


# --- the validator's test of itself ----------------------------------------------------------------------------------------


def page(pdf, text):
    """Adds a page that shows a text in Helvetica; no text, no content."""
    pdf.add_blank_page(page_size=(595, 842))
    added = pdf.pages[-1]
    if text:
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        added.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        added.Contents = pdf.make_stream(f"BT /F 12 Tf 72 700 Td ({text}) Tj ET".encode())


def write(path, texts, marks=()):
    pdf = pikepdf.new()
    for text in texts:
        page(pdf, text)
    with pdf.open_outline() as outline:
        outline.root.extend(pikepdf.OutlineItem(title, number) for title, number in marks)
    path.parent.mkdir(parents=True, exist_ok=True)
    pdf.save(path)


SIDES = ["index", "", "a1", "", "a1", "", "b1", "b2"]
MARKS = [(INDEX, 0), ("a", 2), ("b", 6)]


def sound(out):
    write(out / "case" / "01-a.pdf", ["a1"])
    write(out / "case" / "02-b.pdf", ["b1", "b2"])
    write(out / FOLDER / "organ" / "01-x.pdf", SIDES, MARKS)
    (out / FOLDER / LIST).write_text("行动　打印清单\n\norgan\n\n  01-x.pdf　文书2件，3份，4页，用纸4张\n", encoding="utf-8")


def repack(sides, marks=MARKS):
    return lambda out: write(Path(out) / FOLDER / "organ" / "01-x.pdf", sides, marks)


FAULTS = [
    ("a page of no writ", repack(["index", "", "a1", "", "zz", "", "b1", "b2"]), "not whole copies"),
    ("half a copy", repack(["index", "", "a1", "", "a1", "", "b1", ""]), "not whole copies"),
    ("pages turned", repack(["index", "", "a1", "", "a1", "", "b2", "b1"]), "not whole copies"),
    ("no blank back", repack(["index", "", "a1", "a1", "b1", "b2"], [(INDEX, 0), ("a", 2), ("b", 4)]), "not whole copies"),
    ("a back that begins", repack(["index", "a1", "", "b1", "b2", ""], [(INDEX, 0), ("a", 1), ("b", 3)]), "begins on a back"),
    ("a blank front", repack(SIDES[:2] + ["", "x"] + SIDES[2:], [(INDEX, 0), ("a", 4), ("b", 8)]), "blank and no back"),
    ("more sheets than listed", repack(SIDES + ["b1", "b2"]), "the list says"),
    ("no index", repack(SIDES[2:], [("a", 0), ("b", 4)]), "no index"),
    ("a pack that is not listed", lambda out: write(Path(out) / FOLDER / "organ" / "02-y.pdf", SIDES, MARKS), "packs and list differ"),
    ("a listed pack that is not there", lambda out: (Path(out) / FOLDER / "organ" / "01-x.pdf").unlink(), "packs and list differ"),
    ("a torn pack", lambda out: tear(Path(out) / FOLDER / "organ" / "01-x.pdf"), ""),
]


def tear(path):
    path.write_bytes(path.read_bytes()[:-200])


def main(arguments):
    if arguments[:1] == ["--self-test"]:
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch) / "out"
            sound(folder)
            common.self_test(lambda out: check(out, quiet=True), [folder], FAULTS)
    if len(arguments) != 1:
        sys.exit(__doc__)
    check(Path(arguments[0])).close()


if __name__ == "__main__":
    main(sys.argv[1:])
