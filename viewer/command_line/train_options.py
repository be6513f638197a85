"""The options of ``cxr12 train``, each with its name, range and help."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from core.models.registry import ARCHITECTURES

Data = Annotated[
    Path,
    typer.Argument(readable=False, help="Folder with one sub-folder per class, with labels.csv, or a CSV file."),
]
Architecture = Annotated[str, typer.Option("--architecture", help=f"One of {', '.join(ARCHITECTURES)}.")]
Variant = Annotated[
    str, typer.Option("--variant", help="standard or proposed; if absent, proposed where there is one.")
]
Windows = Annotated[int, typer.Option("--windows", min=0, help="Windows learned in front of the network.")]
Size = Annotated[int, typer.Option("--size", min=32, max=1024, help="Input height and width.")]
Bits = Annotated[str, typer.Option("--bits", help="native, 12 or 8: no more than the images store.")]
Epochs = Annotated[int | None, typer.Option("--epochs", min=1, help="The recipe's own if absent.")]
Seed = Annotated[int, typer.Option("--seed", min=0, help="Weights, shuffling, augmentation.")]
RunsFolder = Annotated[Path, typer.Option("--out", help="Folder of run folders.")]
SplitSeed = Annotated[int, typer.Option("--split-seed", min=0, help="Which patients test.")]
BatchSize = Annotated[int | None, typer.Option("--batch", min=1, help="The recipe's own if absent.")]
Preset = Annotated[str, typer.Option("--preset", help="auto, native, display8, thesis12 or thesis8.")]
Recipe = Annotated[str, typer.Option("--recipe", help="modern, small or thesis.")]
Head = Annotated[str | None, typer.Option("--head", help="average or thesis; the recipe's own if absent.")]
LearningRate = Annotated[float, typer.Option("--learning-rate", min=0.0, help="0: the recipe's own.")]
Precision = Annotated[str, typer.Option("--precision", help="float32 or bfloat16.")]
StartFrom = Annotated[str, typer.Option("--start-from", help="Begin with the body of this model.")]
Freeze = Annotated[int, typer.Option("--freeze", min=0, help="Stages that keep the weights of that model.")]
Mixup = Annotated[float, typer.Option("--mixup", min=0.0, help="Alpha of mixup; 0: none.")]
ClassWeights = Annotated[str, typer.Option("--class-weights", help="recipe, balanced or none.")]
EarlyStopping = Annotated[
    int, typer.Option("--early-stopping", min=0, help="Epochs without a better one that end the training; 0: none.")
]
Monitor = Annotated[str, typer.Option("--monitor", help="What chooses the best epoch: val_loss or val_macro_auc.")]
Activation = Annotated[str, typer.Option("--activation", help="auto (as the data call for), softmax or sigmoid.")]
Folds = Annotated[int, typer.Option("--folds", min=0, help="Cut the patients into this many parts.")]
Fold = Annotated[int, typer.Option("--fold", min=0, help="Which of them tests, counted from 0.")]
Tensorboard = Annotated[bool, typer.Option("--tensorboard", help="Also write TensorBoard event files.")]
Name = Annotated[str, typer.Option("--name", help="Name of the run.")]
SaveH5 = Annotated[bool, typer.Option("--h5", help="Also save model.h5.")]
SkipUnreadable = Annotated[bool, typer.Option("--skip-unreadable", help="Leave images out that cannot be used.")]
Resume = Annotated[
    Path | None, typer.Option("--resume", help="Go on with this run folder, whose settings count, not those here.")
]
AcceptChanges = Annotated[
    bool, typer.Option("--accept-changes", help="Resume though data or versions are others than they were.")
]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON event per line.")]
FindRate = Annotated[
    bool, typer.Option("--find-rate", help="Train nothing: try rising learning rates, and suggest one.")
]
