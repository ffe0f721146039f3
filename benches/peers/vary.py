"""The same case with other words in every iteration, so that no engine can keep what it made before: each text of twelve
characters or more gets the number of the iteration after it. benches/engine.rs does the same."""

import json
from pathlib import Path

CASE = Path(__file__).with_name("case.json")


def load():
    return json.loads(CASE.read_text(encoding="utf-8"))


def vary(value, number):
    if isinstance(value, str):
        return f"{value}{number}" if len(value) >= 12 else value
    if isinstance(value, list):
        return [vary(item, number) for item in value]
    return {key: vary(item, number) for key, item in value.items()}
