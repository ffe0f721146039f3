"""typst_peer.py FONTS KIND FIRST COUNT OUT: compiles decision.typ COUNT times in one process; one line `cpu_ms bytes` each."""

import json
import sys
import time
from pathlib import Path

import typst

from vary import load, vary

fonts, kind, first, count, out = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), Path(sys.argv[5])
case = load()
compiler = typst.Compiler(str(Path(__file__).with_name("decision.typ")), font_paths=[fonts], ignore_system_fonts=True)
for number in range(first, first + count):
    words = json.dumps(vary(case, number), ensure_ascii=False)
    begin = time.process_time()
    made = compiler.compile(sys_inputs={"case": words, "kind": kind})
    out.write_bytes(made)
    print((time.process_time() - begin) * 1000, len(made))
