#!/usr/bin/env python3
"""Every workbook of a batch opens in readers that are not our writer, and nothing in it is more than it seems.

    xlsx.py OUT                 OUT: what `wenshu batch` wrote
    xlsx.py --self-test

By openpyxl: no formula, no link, no macro comes from data; the head is frozen and repeats on each printed page, the
filter covers every row, the page is A4 landscape; the only date in the properties is a day without a time. The ledger
has its four sheets, a key in each row, lists for the ways of service. LibreOffice opens the workbook, writes it again,
and every cell still says the same and is of the same kind."""

import datetime
import json
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import common
import openpyxl
from common import Report

LEDGER = "ledger.xlsx"
SHEETS = ["台账", "期限", "汇总", "说明"]
METHODS = "直接,留置,邮寄,委托,公告,电子"
RISKY = ("=", "+", "-", "@")


def head_row(sheet):
    """The last row above the frozen line; 0 when nothing is frozen."""
    if not sheet.freeze_panes:
        return 0
    return openpyxl.utils.cell.coordinate_from_string(sheet.freeze_panes)[1] - 1


def of_package(path):
    with zipfile.ZipFile(path) as package:
        names = package.namelist()
        problems = [f"a part that can run or reach out: {name}" for name in names if "vba" in name.lower() or "externalLink" in name]
        for name in names:
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                text = package.read(name).decode("utf-8")
                problems += [f"{name}: {what}" for mark, what in (("<hyperlink", "a link"), ("<f>", "a formula"), ("<f ", "a formula")) if mark in text]
    return problems


def of_sheet(sheet):
    name, problems = sheet.title, []
    if sheet.sheet_state != "visible":
        return []
    head = head_row(sheet)
    if not head:
        problems.append(f"{name}: the head is not frozen")
    elif not sheet.print_title_rows:
        problems.append(f"{name}: the head does not repeat on each page")
    if sheet.page_setup.orientation != "landscape" or str(sheet.page_setup.paperSize) != "9":
        problems.append(f"{name}: not A4 landscape")
    if sheet.auto_filter.ref:
        last = openpyxl.utils.range_boundaries(sheet.auto_filter.ref)
        if last[3] < sheet.max_row or last[2] < sheet.max_column:
            problems.append(f"{name}: the filter ends at row {last[3]} of {sheet.max_row}")
    elif name != "说明":
        problems.append(f"{name}: no filter")
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and cell.data_type != "s":
                problems.append(f"{name}!{cell.coordinate}: {cell.value[:20]!r} is no text but {cell.data_type!r}")
    heads = [cell.value for cell in sheet[head]] if head else []
    problems += [f"{name}: two columns are called {value}" for value in {value for value in heads if value and heads.count(value) > 1}]
    return problems


def of_ledger(book):
    if book.sheetnames != SHEETS:
        return [f"its sheets are {book.sheetnames}"]
    sheet, problems = book["台账"], []
    head = head_row(sheet)
    columns = {cell.value: cell.column for cell in sheet[head]} if head else {}
    if "键" not in columns:
        return ["no column of keys"]
    letter = openpyxl.utils.get_column_letter(columns["键"])
    if not sheet.column_dimensions[letter].hidden:
        problems.append("the keys are in sight")
    for row in range(head + 1, sheet.max_row + 1):
        try:
            json.loads(sheet.cell(row, columns["键"]).value or "")["case"]
        except (ValueError, KeyError, TypeError):
            problems.append(f"row {row} has no key")
    lists = {part for check in sheet.data_validations.dataValidation for part in [(check.formula1 or "").strip('"')]}
    if METHODS not in lists:
        problems.append("no list of the ways of service")
    return problems


def of_properties(book):
    days = [book.properties.created, book.properties.modified]
    timed = [day for day in days if day and (day.hour, day.minute, day.second) != (0, 0, 0)]
    return [f"its properties have a time of day: {timed[0]}"] if timed else []


def look(path):
    book = openpyxl.load_workbook(path)
    problems = of_package(path) + of_properties(book)
    for sheet in book.worksheets:
        problems += of_sheet(sheet)
    return problems + (of_ledger(book) if path.name == LEDGER else [])


def cells(path):
    """Every cell with something in it: (sheet, place) → (kind, value)."""
    book = openpyxl.load_workbook(path)
    found = {}
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    value = cell.value
                    if isinstance(value, datetime.datetime):
                        value = value.date()
                    if isinstance(value, str):
                        # openpyxl leaves this escape in texts that stand in their cells
                        value = value.replace("_x005F_x", "_x")
                    found[sheet.title, cell.coordinate] = (cell.data_type, round(value, 2) if isinstance(value, float) else value)
    return found


def again(path):
    """What LibreOffice makes of a workbook says the same."""
    with tempfile.TemporaryDirectory() as scratch:
        command = ["soffice", f"-env:UserInstallation=file://{scratch}/profile", "--headless", "--norestore"]
        command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", f"{scratch}/out", str(path)]
        settings = {**os.environ, "HOME": scratch}
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=settings, timeout=300)
        made = Path(scratch) / "out" / path.name
        if not made.is_file():
            return ["LibreOffice does not open it"]
        ours, theirs = cells(path), cells(made)
    differing = [key for key in sorted(set(ours) | set(theirs)) if ours.get(key) != theirs.get(key)]
    return [f"{'!'.join(key)}: {ours.get(key)} is {theirs.get(key)} in LibreOffice" for key in differing[:5]]


def check(out, quiet=False, office=True):
    report = Report(quiet)
    for path in sorted(Path(out).rglob("*.xlsx")):
        name = common.name_of(path, Path(out))
        report.check(name, common.problems(look, path))
        if office:
            report.check(f"{name} in LibreOffice", common.problems(again, path))
    return report


def sound(path):
    """A workbook as ours are, made by another writer."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name in SHEETS:
        sheet = book.create_sheet(name)
        heads = ["当事人", "方式", "键"] if name == "台账" else ["事项", "说明"]
        sheet.append(heads)
        for text in ("=1+1", "+8651200000610", "-3", "@x", "http://example.invalid", "张三"):
            sheet.append([None, "直接", json.dumps({"case": "一"})] if name == "台账" else [None, "x"])
            cell = sheet.cell(sheet.max_row, 1)
            cell.value = text
            cell.data_type = "s"
        sheet.freeze_panes = "A2"
        sheet.print_title_rows = "1:1"
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
        if name != "说明":
            sheet.auto_filter.ref = sheet.dimensions
    ledger = book["台账"]
    ledger.column_dimensions["C"].hidden = True
    lists = openpyxl.worksheet.datavalidation.DataValidation(type="list", formula1=f'"{METHODS}"')
    lists.add("B2:B9")
    ledger.add_data_validation(lists)
    save(book, path)


def save(book, path):
    midnight = datetime.datetime(2026, 3, 5)
    book.properties.created = book.properties.modified = midnight
    book.save(path)
    # openpyxl puts the time of saving there
    parts = {}
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            parts[name] = package.read(name)
    core = parts["docProps/core.xml"].decode("utf-8")
    start = core.index(">", core.index("<dcterms:modified")) + 1
    parts["docProps/core.xml"] = (core[:start] + "2026-03-05T00:00:00Z" + core[core.index("<", start) :]).encode("utf-8")
    with zipfile.ZipFile(path, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)


def change(edit):
    def plant(out):
        path = Path(out) / LEDGER
        book = openpyxl.load_workbook(path)
        for sheet in book.worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    if isinstance(cell.value, str) and cell.value.startswith(RISKY):
                        cell.data_type = "s"
        edit(book)
        save(book, path)

    return plant


def formula(book):
    book["台账"]["A2"].data_type = "f"


def link(book):
    book["期限"]["B2"].hyperlink = "http://example.invalid"


def short_filter(book):
    book["台账"].auto_filter.ref = "A1:C3"


def clock(out):
    path = Path(out) / LEDGER
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    cell.data_type = "s"
    book.save(path)


FAULTS = [
    ("a formula from data", change(formula), "a formula"),
    ("a link from data", change(link), "a link"),
    ("the head not frozen", change(lambda book: setattr(book["台账"], "freeze_panes", None)), "not frozen"),
    ("the head printed once", change(lambda book: setattr(book["台账"], "_print_rows", None)), "does not repeat"),
    ("upright", change(lambda book: setattr(book["汇总"].page_setup, "orientation", "portrait")), "not A4 landscape"),
    ("a filter that ends early", change(short_filter), "the filter ends at row 3"),
    ("no filter", change(lambda book: setattr(book["期限"].auto_filter, "ref", None)), "no filter"),
    ("a sheet too few", change(lambda book: book.remove(book["汇总"])), "its sheets are"),
    ("a row without key", change(lambda book: book["台账"].__setitem__("C4", None)), "row 4 has no key"),
    ("keys in sight", change(lambda book: setattr(book["台账"].column_dimensions["C"], "hidden", False)), "in sight"),
    ("no list", change(lambda book: book["台账"].data_validations.dataValidation.clear()), "no list"),
    ("one head twice", change(lambda book: book["台账"].__setitem__("B1", "当事人")), "two columns"),
    ("a clock", clock, "time of day"),
    ("a broken file", lambda out: (Path(out) / LEDGER).write_bytes((Path(out) / LEDGER).read_bytes()[:-200]), "cannot be read"),
    ("no workbook", lambda out: (Path(out) / LEDGER).unlink(), ""),
]


def main(arguments):
    if arguments[:1] == ["--self-test"]:
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch) / "out"
            folder.mkdir()
            sound(folder / LEDGER)
            opened = check(folder, quiet=True)
            assert not opened.failures and opened.passed == 2, opened.failures
            # a workbook that LibreOffice understands otherwise than openpyxl
            fake = Path(scratch) / "fake"
            fake.mkdir()
            (fake / LEDGER).write_bytes(b"PK\x03\x04 no workbook")
            assert any("LibreOffice" in failure for failure in check(fake, quiet=True).failures)
            common.self_test(lambda out: check_or_nothing(out), [folder], FAULTS)
    if len(arguments) != 1:
        sys.exit(__doc__)
    check(Path(arguments[0])).close()


def check_or_nothing(out):
    """Without LibreOffice, for speed; an empty folder fails as it does when the report closes."""
    report = check(out, quiet=True, office=False)
    if not report.passed and not report.failures:
        report.failures.append("nothing: to check")
    return report


if __name__ == "__main__":
    main(sys.argv[1:])
