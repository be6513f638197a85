#!/usr/bin/env bash
# The study of recipes/realstudy/README.md, in slices: called again, it goes on where it was ended.
# First argument: how many hours each part may take in this slice at most. CXR12_DATA names the folder with cxr_labelled/.
set -euo pipefail
cd "$(dirname "$0")/.."
work=build/realstudy
.venv/bin/python recipes/realstudy_table.py
for study in resnet50-128 vgg16-64; do
  .venv/bin/cxr12 study recipes/realstudy/$study.toml --out $work/studies --most-hours "${1:-3}"
done
