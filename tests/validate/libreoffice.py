#!/usr/bin/env python3
"""LibreOffice opens every DOCX, and what it would print says the same on about as many pages as our PDF.

    libreoffice.py OUT          OUT: what `wenshu render` wrote
    libreoffice.py --self-test [OUT]

Each DOCX is converted to PDF. From each page the headers and footers of the DOCX (with their page numbers) and table
heads repeated by LibreOffice are taken away; what remains must be the body of the DOCX, character for character. Where
LibreOffice breaks a row over pages its cells interleave: then the same characters, each paragraph in its own order.
The number of pages is within ±1 of the PDF beside the DOCX. LibreOffice sees the fonts of fonts/ under the names that
the DOCX asks for, so that it needs no fonts of the machine."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import pikepdf
from docx.oxml.ns import qn

import common
import fixture
from common import Report, around, bare, first_difference

BATCH = 40
FONTS = Path(__file__).resolve().parents[2] / "fonts"
FACES = {
    "方正小标宋简体": "Noto Serif CJK SC",
    "仿宋_GB2312": "Zhuque Fangsong (technical preview)",
    "楷体_GB2312": "Wenshu Kai",
    "黑体": "Noto Sans CJK SC",
    "宋体": "Noto Serif CJK SC",
    "Times New Roman": "Noto Serif CJK SC",
}


def font_settings(scratch):
    """A fontconfig file: the machine's own settings, our fonts, and which of them stands for which name."""
    aliases = "".join(
        f'<match target="pattern"><test name="family"><string>{name}</string></test>'
        f'<edit name="family" mode="prepend" binding="same"><string>{face}</string></edit></match>'
        for name, face in FACES.items()
    )
    path = scratch / "fonts.conf"
    path.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f'<include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{FONTS}</dir>'
        f"<cachedir>{scratch}/cache</cachedir>{aliases}</fontconfig>",
        encoding="utf-8",
    )
    return path


def convert(paths, scratch):
    """Converts files of any folders; returns the PDFs in the same order."""
    inputs, outputs = scratch / "in", scratch / "pdf"
    inputs.mkdir()
    outputs.mkdir()
    for number, path in enumerate(paths):
        shutil.copyfile(path, inputs / f"{number:05}.docx")
    files = sorted(inputs.iterdir())
    settings = {**os.environ, "FONTCONFIG_FILE": str(font_settings(scratch)), "HOME": str(scratch)}
    for start in range(0, len(files), BATCH):
        batch = files[start : start + BATCH]
        command = ["soffice", f"-env:UserInstallation=file://{scratch}/profile", "--headless", "--norestore"]
        command += ["--convert-to", "pdf", "--outdir", str(outputs), *map(str, batch)]
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=settings, timeout=120 + 10 * len(batch))
    return [outputs / f"{number:05}.pdf" for number in range(len(paths))]


def field_pattern(paragraph):
    """A header or footer paragraph as a pattern: fields stand for digits, the rest for itself, white space removed."""
    out, inside = [], 0
    for node in paragraph.iter():
        if node.tag == qn("w:fldSimple"):
            out.append(r"\d+")
        elif node.tag == qn("w:fldChar"):
            kind = node.get(qn("w:fldCharType"))
            inside += {"begin": 1, "end": -1}.get(kind, 0)
            if kind == "begin":
                out.append(r"\d+")
        elif node.tag == qn("w:t") and not inside and not any(a.tag == qn("w:fldSimple") for a in node.iterancestors()):
            out.append(re.escape(bare(node.text or "")))
    return "".join(out)


def part_patterns(part):
    paragraphs = part._element.iter(qn("w:p"))
    return [re.compile(pattern) for pattern in map(field_pattern, paragraphs) if pattern]


def repeated_heads(document):
    """The text of the head rows of each table that has some."""
    heads = []
    for table in document.element.body.iter(qn("w:tbl")):
        text = ""
        for row in table.iterchildren(qn("w:tr")):
            if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is None:
                break
            text += bare("".join(node.text or "" for node in row.iter(qn("w:t"))))
        if text:
            heads.append(text)
    return heads


def body_of(pages, document, expected):
    """The pages without headers, footers and repeated heads, joined."""
    heads = repeated_heads(document)
    body = ""
    for index, text in enumerate(pages):
        headers, footers = common.furniture_parts(document, first=index == 0)
        for pattern in (pattern for part in headers for pattern in part_patterns(part)):
            text = pattern.sub("", text, count=1)
        for pattern in (pattern for part in reversed(footers) for pattern in reversed(part_patterns(part))):
            found = list(pattern.finditer(text))
            if found:
                text = text[: found[-1].start()] + text[found[-1].end() :]
        for head in heads:
            if body and text.startswith(head) and not expected.startswith(head, len(body)):
                text = text[len(head) :]
        body += text
    return body


def may_split(document):
    return any(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is None for row in document.element.body.iter(qn("w:tr")))


def compare(path, converted):
    if not converted.exists():
        return ["LibreOffice did not convert it"]
    document = common.read_docx(path)
    blocks = common.paragraphs(document)
    expected = "".join(blocks)
    pages = common.pdf_pages(converted)
    body = body_of(pages, document, expected)
    problems = []
    lost, added = Counter(expected) - Counter(body), Counter(body) - Counter(expected)
    if lost or added:
        at = first_difference(expected, body)
        problems.append(f"text: DOCX {around(expected, at)} LibreOffice {around(body, at)}")
    elif common_characters(body) != common_characters(expected):
        in_order = all(within(common_characters(block), body) for block in blocks)
        if not (may_split(document) and in_order):
            at = first_difference(expected, body)
            problems.append(f"order of text: DOCX {around(expected, at)} LibreOffice {around(body, at)}")
    ours = path.parent / (path.name.removesuffix(".docx") + ".pdf")
    if ours.exists():
        with pikepdf.open(ours) as pdf:
            count = len(pdf.pages)
        if abs(count - len(pages)) > 1:
            problems.append(f"pages: {len(pages)} in LibreOffice, {count} in the PDF")
    else:
        problems.append("no PDF beside it")
    return problems


def common_characters(text):
    """Without characters outside GB 2312: LibreOffice takes those from another font and draws them after their run, so
    that their number is compared and their place is not."""
    return text.encode("gb2312", "ignore").decode("gb2312")


def within(block, body):
    rest = iter(body)
    return all(char in rest for char in block)


def check(out, quiet=False):
    report = Report(quiet)
    paths = common.writs(out, ".docx")
    with tempfile.TemporaryDirectory() as scratch:
        for path, converted in zip(paths, convert(paths, Path(scratch))):
            report.check(common.name_of(path, out), common.problems(compare, path, converted))
    return report


def edit(change):
    def plant(out):
        path = common.writs(out, ".docx")[0]
        document = common.read_docx(path)
        change(document)
        document.save(str(path))

    return plant


def hide(document):
    """A run that no one sees: it is in the file and not on paper."""
    run = next(run for p in document.paragraphs for run in p.runs if run.text.strip())
    run.font.hidden = True


def pages_more(document):
    for _ in range(3):
        document.add_page_break()




FAULTS = [
    ("text that is in the file and not on paper", edit(hide), "text: DOCX"),
    ("three pages more than the PDF", edit(pages_more), "pages: "),
]


def main(arguments):
    if arguments[:1] == ["--self-test"]:
        with tempfile.TemporaryDirectory() as scratch:
            folders = [Path(argument) for argument in arguments[1:]] or fixture.make(scratch)[:1]
            common.self_test(lambda out: check(out, quiet=True), folders, FAULTS)
    if len(arguments) != 1:
        sys.exit(__doc__)
    check(Path(arguments[0])).close()


if __name__ == "__main__":
    main(sys.argv[1:])
