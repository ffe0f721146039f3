#!/usr/bin/env python3
"""The JSON Schemas in docs/ are schemas, accept every sample form, agency file and action file, and refuse what is wrong in them.

    schema.py DOCS CASES        DOCS: folder with case.schema.json (and those of the other files); CASES: folder of samples
    schema.py --self-test [DOCS CASES]

YAML is read as an editor reads it (YAML 1.2: dates and yes/no are texts). A file that starts with the key 机关档案 is an
agency file, one that starts with 行动 an action file; `*.events.yaml` carries some sections of a form, so nothing is required of it."""

import json
import re
import sys
import tempfile
from pathlib import Path

import jsonschema
import yaml

import common
from common import Report


class CoreLoader(yaml.SafeLoader):
    """YAML 1.2, core schema."""


CoreLoader.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("null", r"~|null|Null|NULL|", "~nN\0"),
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)", "-+.0123456789"),
):
    starts = [char.replace("\0", "") for char in first]
    CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), starts)
CoreLoader.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value, 0) if node.value.startswith("0x") else int(node.value))


def check(docs, cases, quiet=False):
    report = Report(quiet)
    validators = {}
    for path in sorted(docs.glob("*.schema.json")):
        schema = json.loads(path.read_text(encoding="utf-8"))
        kind = jsonschema.validators.validator_for(schema, jsonschema.Draft202012Validator)
        try:
            kind.check_schema(schema)
        except jsonschema.SchemaError as error:
            report.check(path.name, [f"is no schema: {error.message}"])
            continue
        report.check(path.name, [])
        validators[path.name] = (kind, schema)
    for path in sorted(cases.rglob("*.yaml")):
        report.check(common.name_of(path, cases), common.problems(problems_of, path, validators))
    return report


# The first key of files that are no forms.
OTHERS = {"机关档案": "agency.schema.json", "行动": "action.schema.json"}


def problems_of(path, validators):
    value = yaml.load(path.read_text(encoding="utf-8"), CoreLoader)
    first = next(iter(value), None) if isinstance(value, dict) else None
    wanted = OTHERS.get(first, "case.schema.json")
    if wanted not in validators:
        return [f"there is no {wanted}"]
    kind, schema = validators[wanted]
    if path.name.endswith(".events.yaml"):
        schema = {key: item for key, item in schema.items() if key != "required"}
    errors = sorted(kind(schema).iter_errors(value), key=lambda error: list(map(str, error.absolute_path)))
    return [f"{'.'.join(map(str, error.absolute_path)) or 'the form'}: {error.message[:200]}" for error in errors[:5]]


def append(text):
    """Puts a line at the end of the first form."""

    def plant(docs, cases):
        forms = [p for p in sorted(cases.rglob("*.yaml")) if "机关档案:" not in p.read_text(encoding="utf-8")]
        forms[0].write_text(forms[0].read_text(encoding="utf-8").rstrip("\n") + "\n" + text + "\n", encoding="utf-8")

    return plant


FAULTS = [
    ("a key that no form has", append("罚歀: 20000"), "罚歀"),
    ("a list where a text belongs", append("案件来源: [举报]"), "案件来源"),
]


def make(folder):
    """A small schema and a form of it."""
    docs, cases = Path(folder) / "docs", Path(folder) / "cases"
    docs.mkdir()
    cases.mkdir()
    form = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "additionalProperties": False,
        "required": ["案由"],
        "properties": {"案由": {"type": "string"}, "案件来源": {"type": "string"}, "检查时间": {"type": "string"}},
    }
    (docs / "case.schema.json").write_text(json.dumps(form, ensure_ascii=False), encoding="utf-8")
    (cases / "样例.yaml").write_text("案由: 特种作业\n检查时间: 2026-03-05\n", encoding="utf-8")
    return docs, cases


def main(arguments):
    if arguments[:1] == ["--self-test"]:
        with tempfile.TemporaryDirectory() as scratch:
            folders = [Path(argument) for argument in arguments[1:]] or make(scratch)
            common.self_test(lambda docs, cases: check(docs, cases, quiet=True), folders, FAULTS)
    if len(arguments) != 2:
        sys.exit(__doc__)
    check(Path(arguments[0]), Path(arguments[1])).close()


if __name__ == "__main__":
    main(sys.argv[1:])
