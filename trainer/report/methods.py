"""The methods section of a report, written from the settings of the runs: paragraphs and the works they name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from core.models import registry
from trainer.comparing import ComparedArms
from trainer.comparing.figures import said as named
from trainer.config import TrainConfig
from trainer.recipe import RECIPES, Augmentation, Recipe, activation, is_binary
from trainer.report.runs import RunFacts

_PRESETS = {
    "native": "the stored values, through the modality step, scaled to 0 to 1 by the fixed range that the file's bits "
    "stored allow, never by the image's own extremes",
    "display8": "the default view of the file (its VOI LUT or window), in 256 grey levels",
    "thesis12": "the pixel values divided by 4095, stretched to a square",
    "thesis8": "the pixel values divided by the image's own maximum, in 256 grey levels, stretched to a square",
}
_BITS = {
    "native": "all bits stored",
    "8-max": "8 bits of each image's own maximum, so that the range changes with the depth",
    "8-voi": "the grey levels of the default view",
    "8-after-resize": "rounded to 8 bits after the resize, which is not the same as an 8-bit image",
}
_OPTIMIZERS = {"adamw": "AdamW", "sgd": "stochastic gradient descent"}
_SOURCES = {
    "adamw": "Loshchilov and Hutter, Decoupled weight decay regularization, ICLR 2019, arXiv:1711.05101.",
    "cosine": "Loshchilov and Hutter, SGDR: stochastic gradient descent with warm restarts, ICLR 2017, "
    "arXiv:1608.03983.",
    "averaging": "Izmailov et al., Averaging weights leads to wider optima, UAI 2018, arXiv:1803.05407.",
    "smoothing": "Szegedy et al., Rethinking the Inception architecture, CVPR 2016, arXiv:1512.00567.",
    "mixup": "Zhang et al., mixup: beyond empirical risk minimization, ICLR 2018, arXiv:1710.09412.",
}
STATISTICS = (
    "Field and Welsh, Bootstrapping clustered data, J. R. Stat. Soc. B 2007;69:369.",
    "Obuchowski and Rockette, Hypothesis testing of diagnostic accuracy for multiple readers and multiple tests, "
    "Communications in Statistics - Simulation and Computation 1995;24:285.",
    "Hillis, A comparison of denominator degrees of freedom methods for multiple observer ROC analysis, Stat. Med. "
    "2007;26:596.",
    "Wilson, Probable inference, the law of succession, and statistical inference, JASA 1927;22:209.",
    "Newcombe, Confidence intervals for an effect size measure based on the Mann-Whitney statistic, Part 2, Stat. Med. "
    "2006;25:559.",
    "Zou and Donner, Construction of confidence limits about effect measures, Stat. Med. 2008;27:1693.",
    "Holm, A simple sequentially rejective multiple test procedure, Scand. J. Stat. 1979;6:65.",
    "Schuirmann, A comparison of the two one-sided tests procedure and the power approach, J. Pharmacokinet. Biopharm. "
    "1987;15:657.",
)
DELONG = (
    "DeLong et al., Comparing the areas under two or more correlated receiver operating characteristic curves, "
    "Biometrics 1988;44:837.",
    "Sun and Xu, Fast implementation of DeLong's algorithm, IEEE Signal Process. Lett. 2014;21:1389.",
)
MCNEMAR = (
    "McNemar, Note on the sampling error of the difference between correlated proportions, Psychometrika 1947;12:153.",
)


def paragraphs(compared: ComparedArms, runs: Sequence[RunFacts]) -> list[dict[str, str]]:
    """Write the methods: a heading and a text each, from what the runs were told and what they recorded."""
    return [
        {"heading": "Data and split", "text": _data(compared, runs)},
        {"heading": "Input", "text": _input(runs)},
        {"heading": "Networks", "text": _networks(runs)},
        {"heading": "Training", "text": _training(runs)},
        {"heading": "Statistics", "text": _statistics(compared)},
    ]


def references(compared: ComparedArms, runs: Sequence[RunFacts]) -> list[str]:
    """Name the works that the methods rest on: networks, training, statistics."""
    named = [f"{_row(run.config).title}: {_row(run.config).reference}." for run in runs]
    recipes = [RECIPES[run.config.recipe] for run in runs]
    used = {
        "adamw": any(recipe.optimizer == "adamw" for recipe in recipes),
        "cosine": any(recipe.cosine for recipe in recipes),
        "averaging": any(recipe.averaging for recipe in recipes),
        "smoothing": any(recipe.label_smoothing for recipe in recipes),
        "mixup": any(run.config.mixup for run in runs),
    }
    named += [_SOURCES[name] for name, is_used in used.items() if is_used]
    named += STATISTICS
    named += DELONG if any(contrast.delong for contrast in compared.contrasts) else ()
    named += MCNEMAR if any(contrast.mcnemar for contrast in compared.contrasts) else ()
    return list(dict.fromkeys(named))


def _row(config: TrainConfig) -> registry.Architecture:
    return registry.architecture(config.architecture, config.variant)


def _by_arm(runs: Sequence[RunFacts], said: Callable[[RunFacts], str]) -> str:
    """Say something once where it holds for all runs, else arm by arm."""
    texts = {run.arm: said(run) for run in runs}
    if len(set(texts.values())) == 1:
        return next(iter(texts.values()))
    return "; ".join(f"{arm}: {text}" for arm, text in texts.items())


def _data(compared: ComparedArms, runs: Sequence[RunFacts]) -> str:
    def parts(run: RunFacts) -> str:
        outcome = run.outcome
        told = [f"{outcome.images[part]} of {outcome.patients[part]} ({part})" for part in outcome.images]
        return f"images of patients: {', '.join(told)}"

    def split(run: RunFacts) -> str:
        config = run.config
        if config.folds:
            return (
                f"part {config.fold + 1} of {config.folds} equal parts is the test part, split seed {config.split_seed}"
            )
        return (
            f"unless the dataset names the part, {config.test_fraction:.0%} of the patients test and "
            f"{config.validation_fraction:.0%} validate, split seed {config.split_seed}"
        )

    return (
        f"The classes are {', '.join(compared.classes)}. Patients, not images, were divided: parts that the dataset "
        "names were kept, all else was divided at random with the classes in equal shares, and no patient known by a "
        f"number of its own has images in two parts ({_by_arm(runs, split)}; {_by_arm(runs, parts)}). All arms were "
        f"tested on the same {compared.images} images of {compared.patients} patients; test part "
        f"{compared.test_fingerprint[:16]}, data {_by_arm(runs, lambda run: run.outcome.data_fingerprint[:16])}, split "
        f"{_by_arm(runs, lambda run: run.outcome.split_fingerprint[:16])} (first 16 digits of SHA-256)."
    )


def _input(runs: Sequence[RunFacts]) -> str:
    def depth(run: RunFacts) -> str:
        bits = run.outcome.bits
        return _BITS.get(bits, f"{bits} bits of the fixed range, counted at the stored resolution before the resize")

    geometry = "one channel, area averaging in float32"
    return (
        f"Size: {_by_arm(runs, lambda run: f'{run.config.size} x {run.config.size} pixels')}, {geometry}; the aspect "
        f"is kept and the rest black unless said otherwise. Preset: "
        f"{_by_arm(runs, lambda run: f'{run.outcome.preset} ({_PRESETS[run.outcome.preset]})')}. Bit depth: "
        f"{_by_arm(runs, depth)}."
    )


def _networks(runs: Sequence[RunFacts]) -> str:
    def network(run: RunFacts) -> str:
        config = run.config
        windows = f", {config.windows} learned windows in front" if config.windows else ""
        started = f", started from {config.start_from}" if config.start_from else ", random initial weights"
        frozen = f", {config.freeze} stages frozen" if config.freeze else ""
        return (
            f"{_row(config).title}, {config.variant}, head {config.head}{windows}, {run.outcome.parameters:,} "
            f"parameters, {activation(config)} at the end{started}{frozen}"
        )

    return f"{_by_arm(runs, network)}."


def _training(runs: Sequence[RunFacts]) -> str:
    def taught(run: RunFacts) -> str:
        return f"recipe {run.config.recipe}: {', '.join(_recipe(run.config, RECIPES[run.config.recipe]))}"

    chosen = {
        "val_loss": "the lowest validation loss",
        "val_macro_auc": "the highest macro AUC of the validation part",
    }
    return (
        f"{_by_arm(runs, taught)}. Seeds of initial weights, order and variation of the images: "
        f"{_by_arm(runs, lambda run: _seeds(runs, run.arm))}. Kept and tested is the network of the epoch with "
        f"{_by_arm(runs, lambda run: chosen[run.config.monitor])}, in float32."
    )


def _seeds(runs: Iterable[RunFacts], arm: str) -> str:
    return ", ".join(str(run.seed) for run in runs if run.arm == arm)


def _recipe(config: TrainConfig, recipe: Recipe) -> list[str]:
    rate = config.learning_rate or recipe.learning_rate
    weights = {"balanced": True, "none": False}.get(config.class_weights, recipe.balance)
    told: list[tuple[Any, str]] = [
        (True, f"{_OPTIMIZERS.get(recipe.optimizer, recipe.optimizer)}, learning rate {rate:g}"),
        (recipe.optimizer == "sgd" and recipe.momentum, f"momentum {recipe.momentum:g}"),
        (recipe.weight_decay, f"weight decay {recipe.weight_decay:g}"),
        (recipe.warmup, f"linear warm-up over {recipe.warmup:.0%} of the steps"),
        (recipe.cosine, "cosine decay"),
        (True, f"at most {config.epochs} epochs, batches of {config.batch_size}"),
        (config.early_stopping, f"stopped after {config.early_stopping} epochs without a better one"),
        (True, f"{'binary' if is_binary(config) else 'categorical'} cross-entropy"),
        (recipe.label_smoothing, f"label smoothing {recipe.label_smoothing:g}"),
        (weights, "classes weighted alike"),
        (recipe.averaging, f"running average of the weights {recipe.averaging:g}"),
        (recipe.dropout, f"dropout {recipe.dropout:g}"),
        (config.mixup, f"mixup {config.mixup:g}"),
        (config.precision != "float32", f"mixed precision {config.precision}"),
        (True, _varied(recipe.augmentation) if config.augment else "images not varied"),
    ]
    return [text for holds, text in told if holds]


def _varied(change: Augmentation) -> str:
    amounts = [
        (change.rotation_deg, f"rotation \u00b1{change.rotation_deg:g}\u00b0"),
        (change.shift, f"shift \u00b1{change.shift:.0%}"),
        (change.zoom, f"zoom \u00b1{change.zoom:.0%}"),
        (change.brightness, f"brightness \u00b1{change.brightness:g}"),
        (change.contrast, f"contrast \u00b1{change.contrast:.0%}"),
        (change.gamma, f"gamma \u00b1{change.gamma:g}"),
    ]
    sides = "mirrored, which swaps left and right" if change.mirror else "never mirrored"
    return f"images varied ({', '.join(text for amount, text in amounts if amount)}, {sides})"


def _statistics(compared: ComparedArms) -> str:
    declared = compared.declared
    wide, narrow = 100 * (1 - declared.alpha), 100 * (1 - 2 * declared.alpha)
    return (
        "All comparisons are paired: both arms on the same patients. Patients were drawn with replacement "
        f"{declared.resamples} times (seed {declared.seed}), the images of a patient together and all networks alike "
        "(Field and Welsh). Where arms have several seeds, the variance between seeds is added to that between "
        "patients, arms of the same seed numbers being paired by them (Obuchowski and Rockette), with Student's "
        "quantiles (Hillis). Near 0 and 1, intervals are score intervals (Wilson, Newcombe), joined for differences by "
        f"the method of Zou and Donner. Intervals of figures and differences are at {wide:g} %. P values are two-sided "
        f"and corrected by Holm's method over a family of {compared.family}. Two arms are called equivalent where the "
        f"{narrow:g} % interval of their difference in {named(declared.figure)} lies inside "
        f"\u00b1{declared.margin:g}, which is Schuirmann's pair of one-sided tests. DeLong's test is given for one "
        "binary AUC with one image per patient, McNemar's for calls per patient, exact below 25 discordant patients; "
        "both compare two networks, of the same seed or the only two there are. Bands of curves are pointwise. Chance "
        "is what knowing nothing gives."
    )
