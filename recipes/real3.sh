#!/usr/bin/env bash
# Makes the bundled model real3 from public radiographs (CXR12_DATA names the folder that holds cxr_labelled/).
# First the recipe is chosen on folds, the sealed test part left out; then three seeds are trained and tested once.
set -euo pipefail
cd "$(dirname "$0")/.."
work=build/real3
.venv/bin/python recipes/real3_tables.py
for epochs in 25 40; do
  for fold in 1 2 3 4; do
    .venv/bin/cxr12 train $work/select$fold.csv --name select$fold-e$epochs --architecture resnet50 --variant proposed \
      --size 128 --preset display8 --precision bfloat16 --epochs $epochs --seed 1 --out $work/select
  done
done
for seed in 1 2 3; do
  .venv/bin/cxr12 train $work/final$seed.csv --name real3-seed$seed --architecture resnet50 --variant proposed \
    --size 128 --preset display8 --precision bfloat16 --epochs 40 --seed $seed --out $work/runs
done
.venv/bin/python recipes/bundle.py real3 $work/runs
