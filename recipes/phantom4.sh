#!/usr/bin/env bash
# Makes the bundled model phantom4: 450 synthetic patients. Four folds give scores to calibrate on, then three seeds are
# trained and tested once.
set -euo pipefail
cd "$(dirname "$0")/.."
work=build/phantom4
common=(--architecture resnet50 --variant proposed --size 128 --bits native --precision bfloat16 --epochs 20)
.venv/bin/cxr12 phantom $work/data --patients 450 --seed 2026 --images 2 --matrix 1600 --workers 2
.venv/bin/python recipes/phantom4_tables.py
for fold in 1 2 3 4; do
  .venv/bin/cxr12 train $work/select$fold.csv --name select$fold "${common[@]}" --seed 1 --out $work/select
done
for seed in 1 2 3; do
  .venv/bin/cxr12 train $work/final.csv --name phantom4-seed$seed "${common[@]}" --seed $seed --out $work/runs
done
.venv/bin/python recipes/bundle.py phantom4 $work/runs
.venv/bin/python recipes/calibrate.py phantom4 $work/select
