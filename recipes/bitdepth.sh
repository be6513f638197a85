#!/usr/bin/env bash
# The bit-depth study of recipes/bitdepth/README.md, in slices: called again, it goes on where it was ended.
# First argument: how many hours each study may take in this slice at most.
set -euo pipefail
cd "$(dirname "$0")/.."
work=build/bitdepth
.venv/bin/python recipes/bitdepth_data.py $work/data
[ -e $work/observer.json ] || .venv/bin/python recipes/bitdepth_observer.py $work/observer.json
for study in levels256 levels64 levels16 levels8 levels4 levels2 levels64-224; do
  .venv/bin/cxr12 study recipes/bitdepth/$study.toml --out $work/studies --most-hours "${1:-3}"
done
.venv/bin/python recipes/bitdepth_summary.py $work/studies $work/observer.json $work/summary  # tables and figures
