#!/usr/bin/env bash
# The study of recipes/bitdepth_between/README.md, in slices: called again, it goes on where it was ended.
# First argument: how many hours this slice may take at most.
set -euo pipefail
cd "$(dirname "$0")/.."
work=build/bitdepth
.venv/bin/python recipes/bitdepth_data.py $work/data 128
.venv/bin/cxr12 study recipes/bitdepth_between/levels128.toml --out $work/studies --most-hours "${1:-3}"
