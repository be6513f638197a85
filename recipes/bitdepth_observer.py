"""Let the observer that knows the finding look at the contrasts and arms of the bit-depth study; writes JSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from bitdepth_data import BITS, CLASSES, LEVELS, MATRIX

from core import records
from core.phantom.observer import observe
from core.whole_file import write_whole

PATIENTS, SEED = 200, 4097  # other patients than those of the networks
ARMS = ("12", "8", "8-max")
SIZES = (0, 128, 224)


def main(out: Path) -> None:
    """Write what the observer sees, one row for each contrast, arm and input size."""
    rows = [
        records.to_plain(seen)
        for levels in LEVELS
        for seen in observe(
            CLASSES[1],
            PATIENTS,
            SEED,
            contrast=levels / 4096,
            arms=ARMS,
            sizes=SIZES,
            matrix=MATRIX,
            bits_stored=BITS,
        )
    ]
    content = {"patients": PATIENTS, "seed": SEED, "matrix": MATRIX, "bits_stored": BITS, "rows": rows}
    write_whole(out, (json.dumps(content, indent=1) + "\n").encode())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
