"""Tables of arms: their figures with intervals and chance, class by class, by subgroup, and what they took to learn."""

from __future__ import annotations

from viewer.classify.colors import class_title
from viewer.compare.arm_report import ArmReport, Plain, estimate, number
from viewer.compare.figure_table import FigureRow, FigureTable
from viewer.figures import UNKNOWN, chance_text, duration, estimate_text
from viewer.number_text import number_text


class ArmTable(FigureTable):
    """Under each figure a row per arm: the mean over its seeds, how far the seeds lie apart, and chance."""

    def set_report(self, report: ArmReport) -> None:
        """Show all arms."""
        from trainer.comparing.figures import MEANS

        titles = {
            "macro_auc": self.tr("Macro AUC"),
            "balanced_accuracy": self.tr("Balanced accuracy"),
            "accuracy": self.tr("Accuracy"),
            "macro_f1": self.tr("Macro F1"),
            "log_loss": self.tr("Log loss (less is better)"),
            "brier": self.tr("Brier score (less is better)"),
        }
        rows = []
        for name in MEANS:
            found = [(arm, report.figure(arm, name)) for arm in report.compared["arms"]]
            if any(figure is not None for _, figure in found):
                rows.append(FigureRow("", titles[name]))
                rows += [_row(report, arm, figure) for arm, figure in found if figure is not None]
        self.set_figures((self.tr("Mean"), self.tr("Seeds"), self.tr("Chance")), rows)


def _row(report: ArmReport, arm: Plain, figure: Plain) -> FigureRow:
    label, mean = arm["arm"]["label"], estimate(figure["mean"])
    least, most = (number_text(number(figure[end]), ".3f") for end in ("least", "most"))
    apart = UNKNOWN if len(figure["per_seed"]) < 2 else f"{least}–{most}"  # noqa: RUF001  ranges take an en dash
    return FigureRow(report.letter(label), report.named(label), (estimate_text(mean), apart, chance_text(mean)))


class ArmClassTable(FigureTable):
    """Under each class a row per arm: how well it finds that class among all others."""

    def set_report(self, report: ArmReport) -> None:
        """Show all classes of all arms."""
        from trainer.comparing.figures import OF_CLASS

        rows = []
        for place, name in enumerate(report.classes):
            images = report.twin["confusion"][0]["rows"][place]["images"]
            rows.append(FigureRow("", self.tr("{0}, {1} images").format(class_title(name), images)))
            for arm in report.compared["arms"]:
                found = [report.figure(arm, f"{kind}:{name}") for kind in OF_CLASS]
                cells = (UNKNOWN if one is None else estimate_text(estimate(one["mean"])) for one in found)
                label = arm["arm"]["label"]
                rows.append(FigureRow(report.letter(label), report.named(label), tuple(cells)))
        headings = (self.tr("AUC\nchance 0.50"), self.tr("Sensitivity"), self.tr("Specificity"))
        self.set_figures(headings, rows)


class SubgroupTable(FigureTable):
    """Under each subgroup a row per arm: the figure that is compared, among its images."""

    def set_report(self, report: ArmReport) -> None:
        """Show all subgroups; none makes an empty table."""
        rows = []
        for group in report.compared["subgroups"]:
            told = self.tr("{0}: {1}, {2} images of {3} patients")
            column = group["column"].replace("_", " ")
            rows.append(FigureRow("", told.format(column, group["level"], group["images"], group["patients"])))
            for label, plain in zip(report.labels, group["estimates"], strict=True):
                found = estimate(plain)
                cells = (estimate_text(found), chance_text(found))
                rows.append(FigureRow(report.letter(label), report.named(label), cells))
        self.set_figures((self.tr("Value"), self.tr("Chance")), rows)


class ConvergenceTable(FigureTable):
    """A row per run: the epoch that was kept, and the time it took to it."""

    def set_report(self, report: ArmReport) -> None:
        """Show all runs of all arms."""
        rows = []
        for arm in report.compared["arms"]:
            label = arm["arm"]["label"]
            rows.append(FigureRow("", self.tr("{0}  {1}").format(report.letter(label), label)))
            for one in arm["convergence"]:
                told = self.tr("{0}, seed {1}").format(report.named(label), one["seed"])
                cells = (
                    self.tr("{0} of {1}").format(one["best_epoch"], one["epochs"]),
                    duration(number(one["seconds_to_best"])),
                    duration(number(one["seconds_total"])),
                )
                rows.append(FigureRow(str(one["seed"]), told, cells))
        self.set_figures((self.tr("Best epoch"), self.tr("Time to it"), self.tr("Time in all")), rows)
