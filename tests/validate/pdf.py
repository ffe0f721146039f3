#!/usr/bin/env python3
"""Checks every PDF below a folder with qpdf, pikepdf's PDF/A-2b checker and poppler:  python3 pdf.py DIR

For each file: qpdf finds no fault; PDF/A-2b holds; every font is embedded, subset and has a ToUnicode table; no page shows
.notdef (glyph 0) or a code without a character; the file has bookmarks, a title and a language.
"""

import pathlib
import re
import subprocess
import sys

try:
    import pikepdf
    from pikepdf import pdfa
except ImportError:
    sys.exit("pikepdf with its checker is missing: pip install 'pikepdf[pdfa]'")

# What the checker says it does not know (not: what it rejects): it does not read the font dictionaries inside a CFF file,
# which every CID-keyed CFF font has.
KNOWN_UNSUPPORTED = ("unsupported", "pikepdf:font-program", "CIDFontType0: CFF FDArray FontMatrix is not supported")


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", errors="replace")
    return done.returncode, done.stdout + done.stderr


def qpdf_faults(path):
    code, out = run("qpdf", "--check", str(path))
    if code != 0:
        yield "qpdf: " + " | ".join(line for line in out.splitlines() if "WARNING" in line or "ERROR" in line or "rror" in line)


def archive_faults(pdf):
    for finding in pdfa.check(pdf, "2b").findings:
        if (str(finding.kind), finding.rule, finding.message) != KNOWN_UNSUPPORTED:
            yield f"PDF/A-2b: {finding}"


def font_faults(path):
    code, out = run("pdffonts", str(path))
    rows = out.splitlines()[2:]
    if code != 0 or not rows:
        yield "pdffonts: no fonts"
    for row in rows:
        name, flags = row.split()[0], re.search(r"\b(yes|no)\s+(yes|no)\s+(yes|no)\b", row)
        if not flags or flags.groups() != ("yes", "yes", "yes"):
            yield f"pdffonts: {name} is not embedded, subset and readable: {row}"


def characters(font):
    """The codes a font's ToUnicode table knows."""
    table = font.ToUnicode.read_bytes().decode("ascii")
    codes = set()
    for section in re.findall(r"beginbfchar(.*?)endbfchar", table, re.S):
        codes.update(int(code, 16) for code in re.findall(r"<([0-9A-Fa-f]+)>\s*<[0-9A-Fa-f]+>", section))
    for section in re.findall(r"beginbfrange(.*?)endbfrange", table, re.S):
        for low, high in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<[0-9A-Fa-f]+>|\[)", section):
            codes.update(range(int(low, 16), int(high, 16) + 1))
    return codes


def shown_strings(operands, operator):
    if operator == "Tj":
        return [operands[0]]
    if operator == "TJ":
        return [item for item in operands[0] if isinstance(item, pikepdf.String)]
    return []


def glyph_faults(pdf):
    known = {}
    for number, page in enumerate(pdf.pages, 1):
        codes = set()
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) == "Tf":
                font = page.Resources.Font[operands[0]]
                if font.objgen not in known:
                    known[font.objgen] = characters(font)
                codes = known[font.objgen]
            for raw in map(bytes, shown_strings(operands, str(operator))):
                for code in (int.from_bytes(raw[at : at + 2], "big") for at in range(0, len(raw), 2)):
                    if code == 0:
                        yield f"page {number} shows .notdef"
                    elif code not in codes:
                        yield f"page {number} shows code {code} that stands for no character"


def catalog_faults(pdf):
    if "/Outlines" not in pdf.Root:
        yield "no bookmarks"
    if str(pdf.Root.get("/Lang", "")) != "zh-CN":
        yield "language is not zh-CN"
    if not str(pdf.docinfo.get("/Title", "")):
        yield "no title"


def faults(path):
    yield from qpdf_faults(path)
    yield from font_faults(path)
    with pikepdf.open(path) as pdf:
        yield from archive_faults(pdf)
        yield from glyph_faults(pdf)
        yield from catalog_faults(pdf)


def main():
    files = sorted(pathlib.Path(sys.argv[1]).rglob("*.pdf"))
    failed = 0
    for path in files:
        try:
            found = list(dict.fromkeys(faults(path)))
        except Exception as error:  # an unreadable file is a failed file, not the end of the run
            found = [f"cannot be read: {error}"]
        failed += bool(found)
        for fault in found:
            print(f"{path}: {fault}")
    print(f"PDF: {len(files) - failed} passed, {failed} failed")
    # An empty folder proves nothing.
    return 1 if failed or not files else 0


if __name__ == "__main__":
    sys.exit(main())
