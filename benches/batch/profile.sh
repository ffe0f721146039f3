#!/usr/bin/env bash
# Where the CPU time of a batch goes: ordinary cases (20 writs, PDF and DOCX), one thread, no packs, sampled by perf.
#
#   benches/batch/profile.sh PROGRAM [COUNT=60]      env: SCRATCH=
#
# Each sample is counted for the function it fell into (not for its callers), and functions are gathered by what they do.
# The floor is what any program would have to do that writes these files: deflating, cutting faces, check values, the
# kernel's writing. Needs perf (Debian: linux-perf) and a program with symbols, which a release build has.
set -euo pipefail
[ $# -ge 1 ] || { sed -n '2,9s/^# \{0,1\}//p' "$0"; exit 2; }
command -v perf >/dev/null || { echo "perf is not installed (Debian: linux-perf)" >&2; exit 2; }
here=$(dirname "$0") program=$1 count=${2:-60}
# in memory: a disk's own search for room is not the program's (see runs.py)
[ -n "${SCRATCH:-}" ] || [ ! -d /dev/shm ] || SCRATCH=/dev/shm
scratch=$(mktemp -d ${SCRATCH:+-p "$SCRATCH"})
trap 'rm -rf "$scratch"' EXIT
python3 "$here/cases.py" "$scratch/cases" "$count"
perf record -q -F 997 -e cpu-clock -o "$scratch/perf.data" -- \
    "$program" batch "$scratch/cases" -o "$scratch/out" --quiet --jobs 1 --no-packs >"$scratch/said" 2>&1 || { cat "$scratch/said"; exit 1; }
perf script -i "$scratch/perf.data" -F ip,sym,dso >"$scratch/samples" 2>/dev/null
python3 - "$scratch/samples" <<'PYTHON'
import collections, re, sys

# the first pattern that a symbol (or its file) matches tells what the function does; floor: see above
KINDS = [
    ("the kernel: writing, renaming, reading", True, r"\[kernel|\[guest|\[unknown\]"),
    ("deflate: outlines", True, r"pdf::huffman"),
    ("deflate: the rest", True, r"zlib_rs|flate2|crc32|adler32|miniz"),
    ("cutting faces", True, r"subsetter"),
    ("check values", True, r"sha2|sha256|digest::"),
    ("PDF: objects, content, lists of characters", False, r"lopdf|printpdf|export::pdf"),
    ("DOCX", False, r"export::docx|\bzip::"),
    ("layout, fonts", False, r"wenshu::(layout|fonts|style)|ttf_parser|unicode_"),
    ("filling in writs: vocabulary, templates, markup", False, r"wenshu::(template|writ|document)|tera"),
    ("rules", False, r"wenshu::rules|regex|aho_corasick|memchr"),
    ("law, dossier", False, r"wenshu::(law|dossier)"),
    ("reading forms", False, r"wenshu::(yaml|case|photo|files)|saphyr"),
    ("texts: money, dates, comparison", False, r"wenshu::text"),
    ("the batch: records, ledger, clashes, calendar", False, r"wenshu::(batch|output|register|export::xlsx|redact|explain|approval|pipeline)|serde|xlsxwriter|itoa|ryu"),
    ("memory: asking for it, copying, comparing", False, r"\b_?mi_|mimalloc|__mem|\bmem(cpy|move|set|cmp)|bcmp|\b(m|re)alloc\b|__rust_|raw_vec"),
    ("the standard library: maps, strings, sorting", False, r"core::|std::|alloc|btree|hash"),
]
counts, rest, total = collections.Counter(), collections.Counter(), 0
for line in open(sys.argv[1], encoding="utf-8", errors="replace"):
    symbol = line.strip()
    if not symbol:
        continue
    total += 1
    for name, floor, pattern in KINDS:
        if re.search(pattern, symbol):
            counts[name] += 1
            break
    else:
        rest[re.sub(r"^[0-9a-f]+ ", "", symbol)] += 1
if not total:
    sys.exit("no samples")
print("| what | share of CPU time | floor |\n| --- | --- | --- |")
for name, floor, _ in KINDS:
    print(f"| {name} | {counts[name] / total:.1%} | {'yes' if floor else ''} |")
print(f"| not told apart | {sum(rest.values()) / total:.1%} | |")
base = sum(counts[name] for name, floor, _ in KINDS if floor) / total
print(f"\n{total} samples. The floor is {base:.0%} of the time: the whole takes {1 / base:.2f} times the floor.")
for symbol, count in rest.most_common(5):
    if count > total / 100:
        print(f"not told apart: {count / total:.1%} {symbol}")
PYTHON
