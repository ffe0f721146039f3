#!/usr/bin/env python3
"""Every case folder has a calendar of its limits that a reader which is not our writer understands; and so has an action.

    ics.py OUT                 OUT: what `wenshu render` or `wenshu batch` wrote
    ics.py --self-test

`deadlines.ics` parses; lines end in CRLF and have at most 75 octets; each entry has an id of its own, a reason, a
stamp that is no day of the clock's (the same in the whole file) and an alarm two days before; days are whole days
unless a limit is counted in hours; the manifest of a case lists the file. A calendar beside no manifest is that of an
action: its entries about a case that is there have the ids they have in the case's own calendar."""

import datetime
import json
import sys
import tempfile
from pathlib import Path

import common
import icalendar
from common import Report

NAME = "deadlines.ics"


def of_bytes(raw):
    problems = []
    if not raw.endswith(b"\r\n") or raw.replace(b"\r\n", b"").count(b"\n") or raw.replace(b"\r\n", b"").count(b"\r"):
        problems.append("line ends are not CRLF")
    problems += [f"line {n} has {len(line)} octets" for n, line in enumerate(raw.split(b"\r\n"), 1) if len(line) > 75]
    raw.decode("utf-8")
    for n, line in enumerate(raw.split(b"\r\n"), 1):
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            problems.append(f"line {n} splits a character")
    return problems


def of_event(event):
    name = str(event.get("SUMMARY", "?"))
    problems = [f"{name}: no {key}" for key in ("UID", "DTSTAMP", "DTSTART", "SUMMARY", "DESCRIPTION") if not event.get(key)]
    if problems:
        return problems
    if event.errors:
        problems.append(f"{name}: {event.errors}")
    start = event["DTSTART"].dt
    if isinstance(start, datetime.datetime):
        if start.utcoffset() != datetime.timedelta(hours=8):
            problems.append(f"{name}: not Beijing time")
    elif event["DTEND"].dt - start != datetime.timedelta(days=1):
        problems.append(f"{name}: not a whole day")
    alarms = [part for part in event.subcomponents if part.name == "VALARM"]
    if [alarm["TRIGGER"].dt for alarm in alarms] != [datetime.timedelta(days=-2)]:
        problems.append(f"{name}: no alarm two days before")
    if not any("\u4e00" <= character <= "\u9fff" for character in str(event["DESCRIPTION"])):
        problems.append(f"{name}: no reason")
    return problems


def look(folder):
    problems = of_file(folder / NAME)
    listed = [entry["name"] for entry in json.loads((folder / "manifest.json").read_text())["files"]]
    if NAME not in listed:
        problems.append("not in the manifest")
    return problems


def last_days(path):
    """The days of a calendar's limits by their ids."""
    events = icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    return {str(event["UID"]): event["DTSTART"].to_ical() for event in events if str(event["SUMMARY"]).startswith("最后一日")}


def look_action(path):
    problems = of_file(path)
    own = last_days(path)
    for manifest in sorted(path.parent.rglob("manifest.json")):
        calendar = manifest.parent / NAME
        cases = last_days(calendar) if calendar.exists() else {}
        if not cases.items() <= own.items():
            problems.append(f"not all limits of {manifest.parent.name} are in it under their ids")
    return problems


def of_file(path):
    raw = path.read_bytes()
    problems = of_bytes(raw)
    calendar = icalendar.Calendar.from_ical(raw)
    problems += [f"no {key}" for key in ("VERSION", "PRODID") if not calendar.get(key)]
    events = list(calendar.walk("VEVENT"))
    problems += [problem for event in events for problem in of_event(event)]
    ids = [str(event.get("UID")) for event in events]
    if len(set(ids)) != len(ids):
        problems.append("two entries have one id")
    if len({event["DTSTAMP"].to_ical() for event in events if event.get("DTSTAMP")}) > 1:
        problems.append("the stamps differ")
    return problems


def check(out, quiet=False):
    report = Report(quiet)
    for manifest in sorted(Path(out).rglob("manifest.json")):
        folder = manifest.parent
        # a public copy holds decisions only
        if folder.name.endswith("-公开版"):
            continue
        report.check(common.name_of(folder / NAME, Path(out)), common.problems(look, folder))
    for path in sorted(Path(out).rglob(NAME)):
        if not (path.parent / "manifest.json").exists():
            report.check(common.name_of(path, Path(out)), common.problems(look_action, path))
    return report


SOUND = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//wenshu//deadlines//ZH
BEGIN:VEVENT
UID:a@wenshu
DTSTAMP:20260305T000000Z
DTSTART;VALUE=DATE:20260401
DTEND;VALUE=DATE:20260402
SUMMARY:最后一日：缴纳罚款
DESCRIPTION:决定书送达\\, 自次日起算
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER:-P2D
DESCRIPTION:缴纳罚款
END:VALARM
END:VEVENT
END:VCALENDAR
"""


def change(before, after):
    def plant(out):
        path = Path(out) / "case" / NAME
        text = path.read_bytes().decode("utf-8")
        assert before in text, before
        path.write_bytes(text.replace(before, after).encode("utf-8"))

    return plant


def other_id(out):
    path = Path(out) / NAME
    path.write_bytes(path.read_bytes().replace(b"UID:a@", b"UID:b@"))


def second_entry(out):
    path = Path(out) / "case" / NAME
    text = path.read_bytes().decode("utf-8")
    entry = text[text.index("BEGIN:VEVENT") : text.index("END:VCALENDAR")]
    path.write_bytes(text.replace("END:VCALENDAR", entry + "END:VCALENDAR").encode("utf-8"))


FAULTS = [
    ("plain line feeds", change("\r\n", "\n"), "not CRLF"),
    ("a long line", change("缴纳罚款\r\nDESC", "缴" * 30 + "\r\nDESC"), "octets"),
    ("no reason", change("DESCRIPTION:决定书送达\\, 自次日起算\r\n", ""), "no DESCRIPTION"),
    ("no stamp", change("DTSTAMP:20260305T000000Z\r\n", ""), "no DTSTAMP"),
    ("two days long", change("20260402", "20260403"), "not a whole day"),
    ("a day that is none", change("DATE:20260401", "DATE:20260431"), ""),
    ("a late alarm", change("-P2D", "-P1D"), "no alarm two days before"),
    ("one id twice", second_entry, "two entries have one id"),
    ("no end", change("END:VCALENDAR\r\n", ""), ""),
    ("not in the manifest", lambda out: (next(Path(out).rglob("manifest.json"))).write_text('{"files": []}'), "not in the manifest"),
    ("no calendar", lambda out: (Path(out) / "case" / NAME).unlink(), "cannot be read"),
    ("another id in the action's calendar", other_id, "under their ids"),
]


def main(arguments):
    if arguments[:1] == ["--self-test"]:
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch) / "out"
            (folder / "case").mkdir(parents=True)
            for place in (folder, folder / "case"):
                (place / NAME).write_bytes(SOUND.replace("\n", "\r\n").encode("utf-8"))
            (folder / "case" / "manifest.json").write_text(json.dumps({"files": [{"name": NAME}]}))
            common.self_test(lambda out: check(out, quiet=True), [folder], FAULTS)
    if len(arguments) != 1:
        sys.exit(__doc__)
    check(Path(arguments[0])).close()


if __name__ == "__main__":
    main(sys.argv[1:])
