"""docxtpl_peer.py TEMPLATES KIND FIRST COUNT OUT: fills a Word template COUNT times; one line `cpu_ms bytes` each."""

import sys
import time
from pathlib import Path

from docxtpl import DocxTemplate

from vary import load, vary

templates, kind, first, count, out = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), Path(sys.argv[5])
case = load()
for number in range(first, first + count):
    words = vary(case, number)
    begin = time.process_time()
    document = DocxTemplate(str(templates / f"{kind}.docx"))
    document.render(words)
    document.save(str(out))
    print((time.process_time() - begin) * 1000, out.stat().st_size)
