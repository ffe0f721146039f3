#!/usr/bin/env python3
"""A stand-in for the program, for the self-tests of same_bytes.sh and permissions.sh: it renders one file and behaves
well, or badly in the one way that $FAULT names."""

import os
import shutil
import sys
import tempfile
import time

FAULT = os.environ.get("FAULT", "")


def main():
    arguments = sys.argv[2:]
    form = arguments[0]
    out = arguments[arguments.index("-o") + 1]
    if not os.path.isfile(form):
        if FAULT == "hang":
            time.sleep(60)
        raise OSError("不是文件")
    with open(form, encoding="utf-8") as file:
        text = file.read()
    case = os.path.join(out, os.path.splitext(os.path.basename(form))[0])
    if FAULT == "clock":
        text += time.strftime("%Y-%m-%d %H")
    if FAULT == "zone":
        text += time.strftime("%z")
    if FAULT == "locale":
        text += os.environ.get("LC_ALL", "")
    if FAULT == "jobs" and "--jobs" in arguments:
        text += arguments[arguments.index("--jobs") + 1]
    if FAULT == "order":
        text += str(os.getpid())
    made = not os.path.isdir(out)
    os.makedirs(out, exist_ok=True)
    scratch = tempfile.mkdtemp(dir=out)
    try:
        with open(os.path.join(scratch, "01.pdf"), "w", encoding="utf-8") as file:
            file.write(text * 2000)
        shutil.rmtree(case, ignore_errors=True)
        os.rename(scratch, case)
    except OSError:
        if FAULT != "half":
            shutil.rmtree(scratch, ignore_errors=True)
            if made:
                os.rmdir(out)
        raise


try:
    main()
except OSError as error:
    if FAULT == "crash":
        sys.exit(101)
    print(f"做不了：{error}" if FAULT != "silent" else "failed", file=sys.stderr)
    sys.exit(0 if FAULT == "success" else 2)
