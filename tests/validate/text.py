#!/usr/bin/env python3
"""Every writ says the same in the PDF, in the DOCX and in the document model, block by block in order.

    text.py OUT DUMP            OUT: what `wenshu render` wrote; DUMP: what `wenshu dump` wrote of the same cases
    text.py --self-test [OUT DUMP]

A dump stands at DUMP/<case>/<file stem>.txt. Its lines:
    <text>                      one block of the body, in reading order
    #split<TAB><text>           a block of a row that breaks over pages: its cells may interleave in the PDF
    #picture<TAB><text>         a photograph, in words: no text of the writ, but a picture of its PDF and its DOCX
    #furniture<TAB><text>       what repeats on pages (copies sentence, signature line, running head), once
    #page N furniture<TAB><text>  what page N of the PDF shows besides the body, in drawing order
Compared after removing white space. The PDF is read with poppler in drawing order: a page is its body and then its
furniture. The DOCX is read with python-docx; paragraph by paragraph it is the list of blocks."""

import re
import sys
import tempfile
from collections import Counter
from pathlib import Path

import pikepdf

import common
import fixture
from common import Report, around, bare, first_difference, first_han


class Dump:
    """The model's text of one writ."""

    def __init__(self, path):
        self.blocks = []  # (text, splits)
        self.furniture = []
        self.pictures = 0
        self.pages = {}
        for line in path.read_text(encoding="utf-8").split("\n"):
            mark, tab, text = line.partition("\t")
            page = re.fullmatch(r"#page (\d+) furniture", mark)
            if tab and page:
                self.pages.setdefault(int(page[1]), []).append(bare(text))
            elif tab and mark == "#furniture":
                self.furniture.append(bare(text))
            elif tab and mark == "#picture":
                self.pictures += 1
            elif tab and mark == "#split":
                self.blocks.append((bare(text), True))
            else:
                self.blocks.append((bare(line), False))
        self.blocks = [(text, splits) for text, splits in self.blocks if text]


def compare_docx(dump, path):
    document = common.read_docx(path)
    found = common.paragraphs(document)
    expected = [text for text, _ in dump.blocks]
    problems = []
    for number, (want, have) in enumerate(zip(expected, found), 1):
        if want != have:
            at = first_difference(want, have)
            problems.append(f"DOCX block {number}: model {around(want, at)} DOCX {around(have, at)}")
            break
    else:
        if len(expected) != len(found):
            rest = (expected + found)[min(len(expected), len(found)) :]
            problems.append(f"DOCX has {len(found)} blocks, the model {len(expected)}; first extra: {rest[:1]}")
    drawn = len(document.element.xpath("//w:drawing"))
    if drawn != dump.pictures:
        problems.append(f"DOCX has {drawn} pictures, the model {dump.pictures}")
    headers, footers = common.furniture_parts(document)
    shown = "".join(text for part in headers + footers for text in common.paragraphs(part))
    problems += [f"DOCX: furniture is in no header or footer: {text}" for text in dump.furniture if text not in shown]
    return problems


def compare_pdf(dump, path):
    problems = []
    body = ""
    pages = common.pdf_pages(path)
    for number, text in enumerate(pages, 1):
        furniture = "".join(dump.pages.get(number, []))
        if text.endswith(furniture):
            body += text[: len(text) - len(furniture)]
        else:
            tail = text[-len(furniture) - 8 :]
            problems.append(f"PDF page {number}: furniture should be {furniture!r}, the page ends with {tail!r}")
            body += text
    problems += [f"PDF has {len(pages)} pages, the model speaks of page {number}" for number in dump.pages if number > len(pages)]
    if problems:
        return problems
    at = 0
    for number, group, splits in groups(dump.blocks):
        want = "".join(group)
        have = body[at : at + len(want)]
        problem = interleaved(group, have) if splits else exact(group, want, have)
        if problem:
            return [f"PDF block {number + problem[0]}: {problem[1]}"]
        at += len(want)
    return [f"PDF goes on after the last block: {body[at:at + 24]}"] if at < len(body) else []


def groups(blocks):
    """Runs of blocks that do or do not split: (number of the first, texts, splits)."""
    out = []
    for number, (text, splits) in enumerate(blocks, 1):
        if out and out[-1][2] == splits:
            out[-1][1].append(text)
        else:
            out.append((number, [text], splits))
    return out


def exact(group, want, have):
    if want == have:
        return None
    at = first_difference(want, have)
    ends = 0
    for index, text in enumerate(group):
        ends += len(text)
        if at < ends:
            break
    return index, f"model {around(want, at)} PDF {around(have, at)}"


def interleaved(group, have):
    """Cells of a row over two pages: the same characters, and each block in its own order."""
    missing = Counter("".join(group)) - Counter(have)
    if missing:
        return 0, f"a row over pages lacks {''.join(missing.elements())[:24]} in the PDF"
    for index, text in enumerate(group):
        rest = iter(have)
        if not all(char in rest for char in text):
            return index, f"a row over pages: the characters are out of order in the PDF: {text[:24]}"
    return None


def check(out, dump, quiet=False):
    report = Report(quiet)
    cases = {}
    stems = {path.with_suffix("") for suffix in (".pdf", ".docx") for path in common.writs(out, suffix)}
    stems |= {out / path.relative_to(dump).with_suffix("") for path in common.writs(dump, ".txt")}
    for stem in sorted(stems):
        name = common.name_of(stem, out)
        pdf, docx_file, text = (beside(stem, ".pdf"), beside(stem, ".docx"), beside(dump / name, ".txt"))
        absent = [f"{path.suffix} is missing" for path in (pdf, docx_file, text) if not path.exists()]
        if absent:
            report.check(name, absent)
            continue
        model = Dump(text)
        problems = [] if model.blocks else ["the model's text is empty"]
        problems += common.problems(compare_pdf, model, pdf) + common.problems(compare_docx, model, docx_file)
        report.check(name, problems)
        cases.setdefault(stem.parent, []).append(pdf)
    for folder, pdfs in cases.items():
        report.check(f"{common.name_of(folder, out)}/whole.pdf", common.problems(compare_whole, folder / "whole.pdf", pdfs))
    return report


def compare_whole(whole, pdfs):
    if not whole.exists():
        return ["is missing"]
    same = common.pdf_pages(whole) == [page for pdf in pdfs for page in common.pdf_pages(pdf)]
    return [] if same else ["is not its writs one after the other"]


def beside(stem, suffix):
    return stem.parent / (stem.name + suffix)


def plant_in_docx(out, dump):
    path = common.writs(out, ".docx")[0]
    document = common.read_docx(path)
    shown = next(node for node in document.element.body.iter(common.qn("w:t")) if re.search(r"[\u4e00-\u9fff]", node.text or ""))
    shown.text = change(shown.text)
    document.save(str(path))


def plant_in_pdf(out, dump):
    path = common.writs(out, ".pdf")[0]
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        page = pdf.pages[0]
        code = pikepdf.parse_content_stream(page)
        first = next(i for i, (_, operator) in enumerate(code) if str(operator) in ("Tj", "TJ"))
        del code[first]
        page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(code))
        pdf.save()


def plant_in_dump(pick):
    """Changes one character in the last line of the dump that `pick` takes."""

    def plant(out, dump):
        for path in common.writs(dump, ".txt"):
            lines = path.read_text(encoding="utf-8").split("\n")
            for index in reversed(range(len(lines))):
                if pick(lines[index]) and re.search(r"[\u4e00-\u9fff]", lines[index].split("\t")[-1]):
                    mark, tab, text = lines[index].rpartition("\t")
                    lines[index] = mark + tab + change(text)
                    path.write_text("\n".join(lines), encoding="utf-8")
                    return
        raise SystemExit("self-test: no line to plant a fault in")

    return plant


def swap_in_split(out, dump):
    """Two characters change places in a block that splits: the same characters, another order."""
    for path in common.writs(dump, ".txt"):
        lines = path.read_text(encoding="utf-8").split("\n")
        for index, line in enumerate(lines):
            if line.startswith("#split\t") and len(line) > 16 and line[8] != line[-2]:
                lines[index] = line[:8] + line[-2] + line[9:-2] + line[8] + line[-1]
                path.write_text("\n".join(lines), encoding="utf-8")
                return


def lose_a_file(out, dump):
    common.writs(out, ".docx")[0].unlink()


def lose_a_page(out, dump):
    path = next(out.rglob("whole.pdf"))
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        del pdf.pages[-1]
        pdf.save()


def change(text):
    at = first_han(text)
    return text[:at] + ("甲" if text[at] != "甲" else "乙") + text[at + 1 :]


FAULTS = [
    ("one character of the DOCX changed", plant_in_docx, "DOCX block"),
    ("one piece of text gone from the PDF", plant_in_pdf, "PDF block"),
    ("one character of a block of the model changed", plant_in_dump(lambda line: not line.startswith("#")), "PDF block"),
    ("one character of a page's furniture changed", plant_in_dump(lambda line: line.startswith("#page")), "PDF page"),
    ("a DOCX lost", lose_a_file, ".docx is missing"),
    ("a page of whole.pdf lost", lose_a_page, "whole.pdf: is not"),
]
FIXTURE_FAULTS = [
    ("one character of a row over pages changed", plant_in_dump(lambda line: line.startswith("#split")), "lacks"),
    ("two characters of a row over pages swapped", swap_in_split, "out of order"),
    ("one character of a signature line changed", plant_in_dump(lambda line: line.startswith("#furniture")), "no header or footer"),
]


def main(arguments):
    if arguments[:1] == ["--self-test"]:
        with tempfile.TemporaryDirectory() as scratch:
            given = [Path(argument) for argument in arguments[1:]]
            faults = FAULTS if given else FAULTS + FIXTURE_FAULTS
            common.self_test(lambda out, dump: check(out, dump, quiet=True), given or fixture.make(scratch), faults)
    if len(arguments) != 2:
        sys.exit(__doc__)
    check(Path(arguments[0]), Path(arguments[1])).close()


if __name__ == "__main__":
    main(sys.argv[1:])
