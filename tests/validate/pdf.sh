#!/bin/sh
# Checks every PDF below a folder with tools that are not ours:  tests/validate/pdf.sh DIR
# Needs qpdf, poppler-utils and Python with pikepdf[pdfa]. Prints one line per fault and a summary; fails when a file fails.
set -eu
if [ $# -ne 1 ] || [ ! -d "$1" ]; then
    echo "usage: $0 DIR" >&2
    exit 2
fi
for tool in qpdf pdffonts pdftotext python3; do
    command -v "$tool" >/dev/null || { echo "$tool is missing" >&2; exit 2; }
done
exec python3 "$(dirname "$0")/pdf.py" "$1"
