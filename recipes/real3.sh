#!/usr/bin/env bash
# Makes the bundled model real3 from public radiographs (CXR12_DATA names the folder that holds cxr_labelled/).
# First the recipe is chosen on folds, the sealed test part left out; then three seeds are trained and tested once.
set -euo pipefail
cd "$(dirname "$0")/.."
work=build/real3
common=(--architecture resnet50 --variant proposed --size 128 --preset display8 --precision bfloat16 --epochs 25)
.venv/bin/python recipes/real3_tables.py
for run in modern-1 modern-2 modern-3 modern-4 small-2 small-3; do
  recipe=${run%-*} fold=${run#*-}
  .venv/bin/cxr12 train $work/select$fold.csv --name select$fold-$recipe --recipe $recipe "${common[@]}" --seed 1 \
    --out $work/select
done
.venv/bin/python recipes/real3_folds.py $work/select | tee $work/folds.txt
recipe=$(tail -n 1 $work/folds.txt)
for seed in 1 2 3; do
  .venv/bin/cxr12 train $work/final.csv --name real3-seed$seed --recipe "$recipe" "${common[@]}" --seed $seed \
    --out $work/runs
done
.venv/bin/python recipes/bundle.py real3 $work/runs
.venv/bin/python recipes/calibrate.py real3 $work/select/*-"$recipe"
