"""What the validators of this folder share: walking a rendered folder, reading PDF and DOCX with readers that are not
our writers, reporting, and planting faults. A validator prints one line per failure and closes with
`N passed, N failed`; it exits 1 when anything failed, and 1 when there was nothing to check."""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import docx
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


class Report:
    """Counts checks; prints failures as they come."""

    def __init__(self, quiet=False):
        self.passed = 0
        self.failures = []
        self.quiet = quiet

    def check(self, place, problems):
        """One check of one thing: it passed when the list of problems is empty."""
        if not problems:
            self.passed += 1
            return
        for problem in problems:
            self.failures.append(f"{place}: {problem}")
            if not self.quiet:
                print(f"FAIL {place}: {problem}", flush=True)

    def failed(self):
        """How many things failed (not how many problems they have)."""
        return len({failure.split(": ", 1)[0] for failure in self.failures})

    def close(self):
        if not self.passed and not self.failures:
            print("FAIL nothing to check", flush=True)
            self.failures.append("nothing: to check")
        print(f"{self.passed} passed, {self.failed()} failed", flush=True)
        sys.exit(1 if self.failures else 0)


def writs(folder, suffix):
    """The writs' files of a rendered folder in file order; whole.pdf is not one of them."""
    return sorted(path for path in Path(folder).rglob(f"*{suffix}") if path.is_file() and path.name != "whole.pdf")


def problems(compare, *arguments):
    """What a comparison finds; a file that its reader cannot open is a problem like another."""
    try:
        return compare(*arguments)
    except Exception as error:  # each reader has errors of its own
        return [f"cannot be read: {type(error).__name__}: {str(error)[:200]}"]


def name_of(path, folder):
    """How a file is named in reports."""
    return path.relative_to(folder).as_posix()


def bare(text):
    """Text without white space: setting and line ends are not compared, characters are."""
    return "".join(text.split())


def pdf_pages(path):
    """The text of each page, in the order the page draws it, white space removed."""
    out = subprocess.run(["pdftotext", "-raw", "-enc", "UTF-8", str(path), "-"], capture_output=True, check=True)
    pages = out.stdout.decode("utf-8").split("\f")
    return [bare(page) for page in (pages[:-1] if pages and not pages[-1].strip() else pages)]


def paragraphs(part):
    """The paragraphs of a body, header or footer in document order, white space removed, empty ones left out."""
    element = part.element.body if hasattr(part, "sections") else part._element
    found = []
    for node in element.iter(qn("w:p")):
        if not any(ancestor.tag == FALLBACK for ancestor in node.iterancestors()):
            found.append(bare(Paragraph(node, part).text))
    return [text for text in found if text]


def furniture_parts(document, first=None):
    """The headers and footers that a document really has: (headers, footers), each part once. `first`: only those of the
    first page (True), only those of the later pages (False)."""
    headers, footers, seen = [], [], set()
    for section in document.sections:
        own_first = section.different_first_page_header_footer
        pairs = [(section.header, section.footer, False), (section.even_page_header, section.even_page_footer, False)]
        if own_first:
            pairs.append((section.first_page_header, section.first_page_footer, True))
        for header, footer, of_first in pairs:
            if first is not None and of_first != (first and own_first):
                continue
            for out, part in ((headers, header), (footers, footer)):
                if not part.is_linked_to_previous and part.part.partname not in seen:
                    seen.add(part.part.partname)
                    out.append(part)
    return headers, footers


def read_docx(path):
    return docx.Document(str(path))


def around(text, at, width=12):
    """A piece of a text around a place, the place marked."""
    return f"…{text[max(0, at - width):at]}▶{text[at:at + width]}…"


def first_difference(one, other):
    """Where two texts part."""
    for at, (a, b) in enumerate(zip(one, other)):
        if a != b:
            return at
    return min(len(one), len(other))


def self_test(check, folders, faults):
    """A validator's test of itself: clean copies must pass, and each copy with one planted fault must fail for it.

    check(*folders) -> Report; `folders` are copied for each run; `faults` are (name, function(*copies), words that the
    failure must say)."""
    outcome = Report()
    for name, plant, words in [("nothing planted", None, ""), *faults]:
        with tempfile.TemporaryDirectory() as scratch:
            copies = [Path(shutil.copytree(folder, Path(scratch) / str(index))) for index, folder in enumerate(folders)]
            if plant:
                plant(*copies)
                assert any(differ(folder, copy) for folder, copy in zip(folders, copies)), f"{name}: nothing was planted"
            report = check(*copies)
            if plant:
                found = any(words in failure for failure in report.failures)
                outcome.check(f"self-test, {name}", [] if found else [f"the fault was not found: {report.failures}"])
            else:
                clean = not report.failures and report.passed
                outcome.check(f"self-test, {name}", [] if clean else (report.failures or ["nothing was checked"]))
    outcome.close()


def differ(folder, copy):
    """Whether two folders hold different files."""
    files = {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return files != {path.relative_to(copy): path.read_bytes() for path in copy.rglob("*") if path.is_file()}


def first_han(text):
    """Where the first Chinese character stands."""
    return re.search(r"[\u4e00-\u9fff]", text).start()
