#!/usr/bin/env bash
# Our program beside docxtpl and Typst on the same two documents (行政处罚决定书, 立案审批表), in one run.
#
#   benches/peers/run.sh            env: PEERS_HOME (where the peers are installed; default: a new temporary folder),
#                                        ROUNDS=5, COUNT=20, ENGINE_ONLY=1 (leaves out the whole case, cold)
#
# Prints a table and exits 1 when a bound is missed. What is compared and how: benches/README.md.
set -euo pipefail
cd "$(dirname "$0")/../.."
home=${PEERS_HOME:-$(mktemp -d)}
mkdir -p "$home"
[ -x "$home/venv/bin/python" ] || python3 -m venv "$home/venv"
"$home/venv/bin/pip" install -q --disable-pip-version-check -r benches/peers/requirements.txt
"$home/venv/bin/python" benches/peers/docxtpl_templates.py "$home/templates"

engine=$(cargo bench -q --bench engine --no-run --message-format=json |
    python3 -c 'import json, sys
print([m["executable"] for m in map(json.loads, sys.stdin) if m.get("target", {}).get("name") == "engine" and m.get("executable")][-1])')
program=()
if [ -z "${ENGINE_ONLY:-}" ]; then
    cargo build -q --release
    program=("${CARGO_TARGET_DIR:-target}/release/wenshu" cases/minimal.yaml)
fi
exec "$home/venv/bin/python" benches/peers/compare.py "$home" "$engine" "${program[@]}"
