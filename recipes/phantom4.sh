#!/usr/bin/env bash
# Makes the bundled model phantom4: 450 synthetic patients, one seed.
set -euo pipefail
cd "$(dirname "$0")/.."
work=build/phantom4
.venv/bin/cxr12 phantom $work/data --patients 450 --seed 2026 --images 2 --matrix 1600 --workers 2
.venv/bin/cxr12 train $work/data --name phantom4-seed1 --architecture resnet50 --variant proposed --size 128 \
  --bits native --precision bfloat16 --epochs 20 --seed 1 --split-seed 1 --out $work/runs
.venv/bin/python recipes/bundle.py phantom4 $work/runs
