#!/usr/bin/env python3
"""No writ shows what only a program would say, and none hides that it lacks something.

    gaps.py OUT                 OUT: what `wenshu render` wrote
    gaps.py --self-test [OUT]

In each PDF and DOCX, headers and footers included: no template marks, no `null`, `undefined`, `None`, `NaN`, no
replacement character. 【缺：…】 stands only in files named （稿）, and a （稿） says 稿 on every page."""

import re
import sys
import tempfile
from pathlib import Path

import common
import fixture
from common import Report, around

FORBIDDEN = re.compile(r"\{\{|\}\}|\{%|%\}|\[object|(?<![A-Za-z])(?:null|undefined|None|NaN|nil|inf)(?![A-Za-z])|Some\(|\ufffd")
GAP = "【缺："
DRAFT = "（稿）"


def problems_of(name, pages):
    problems = []
    for number, text in enumerate(pages, 1):
        problems += [f"page {number} shows {around(text, found.start())}" for found in FORBIDDEN.finditer(text)]
        if GAP in text and DRAFT not in name:
            problems.append(f"page {number} has a gap, but the file is not named a draft: {around(text, text.index(GAP))}")
    return problems


def look_at_pdf(path):
    pages = common.pdf_pages(path)
    problems = problems_of(path.name, pages)
    if DRAFT in path.name:
        problems += [f"page {number} of a draft does not say 稿" for number, text in enumerate(pages, 1) if "稿" not in text]
    return problems


def look_at_docx(path):
    document = common.read_docx(path)
    headers, footers = common.furniture_parts(document)
    text = "".join(text for part in [document, *headers, *footers] for text in common.paragraphs(part))
    return problems_of(path.name, [text])


def check(out, quiet=False):
    report = Report(quiet)
    for suffix, look in ((".pdf", look_at_pdf), (".docx", look_at_docx)):
        for path in common.writs(out, suffix):
            report.check(common.name_of(path, out), common.problems(look, path))
    return report


def say(word):
    """Puts a word into the first paragraph of the first DOCX."""

    def plant(out):
        path = common.writs(out, ".docx")[0]
        document = common.read_docx(path)
        document.element.body.insert(0, document.add_paragraph(word)._p)
        document.save(str(path))

    return plant


def rename_to_draft(out):
    path = common.writs(out, ".pdf")[0]
    path.rename(path.parent / f"{path.stem}{DRAFT}.pdf")


FAULTS = [(f"a DOCX says {word}", say(word), "page 1 shows") for word in ("{{ party.name }}", "地址：null。", "undefined", "金额None元", "NaN")]
FIXTURE_FAULTS = [
    ("a gap in a writ that is not a draft", say("【缺：法定代表人】"), "not named a draft"),
    ("a draft without 稿 on its pages", rename_to_draft, "does not say 稿"),
]


def main(arguments):
    if arguments[:1] == ["--self-test"]:
        with tempfile.TemporaryDirectory() as scratch:
            given = [Path(argument) for argument in arguments[1:]]
            folders, faults = (given, FAULTS) if given else (fixture.make(scratch)[:1], FAULTS + FIXTURE_FAULTS)
            common.self_test(lambda out: check(out, quiet=True), folders, faults)
    if len(arguments) != 1:
        sys.exit(__doc__)
    check(Path(arguments[0])).close()


if __name__ == "__main__":
    main(sys.argv[1:])
