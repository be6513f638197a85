"""What is compared: the figure, and the difference in it that does not matter."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QFormLayout, QWidget

from viewer.classify.colors import class_title
from viewer.compare.arm_work import Asked
from viewer.number_box import NumberBox


class AskForm(QWidget):
    """A figure to choose and a margin. Runs of one study are compared as it declared, whatever is said here."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figure = QComboBox(self)
        for name, text in (
            ("macro_auc", self.tr("Macro AUC")),
            ("balanced_accuracy", self.tr("Balanced accuracy")),
            ("accuracy", self.tr("Accuracy")),
            ("macro_f1", self.tr("Macro F1")),
            ("log_loss", self.tr("Log loss")),
            ("brier", self.tr("Brier score")),
        ):
            self._figure.addItem(text, name)
        self._means = self._figure.count()
        self._margin = NumberBox(self)
        self._margin.setDecimals(3)
        self._margin.setRange(0.001, 0.5)
        self._margin.setSingleStep(0.005)
        self._margin.setValue(Asked().margin)
        told = self.tr(
            "Smaller differences do not matter: 0.02 is two points. Runs of one study are compared as it declared."
        )
        self._margin.setToolTip(told)
        rows = QFormLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addRow(self.tr("Compare by"), self._figure)
        rows.addRow(self.tr("Margin"), self._margin)
        self._figure.setAccessibleName(self.tr("Figure that is compared"))
        self._margin.setAccessibleName(self.tr("Margin of equivalence"))

    def asked(self) -> Asked:
        """Return what is chosen."""
        return Asked(str(self._figure.currentData()), self._margin.value())

    def offer_classes(self, classes: Sequence[str]) -> None:
        """Offer the AUC of each of these classes, too; what is chosen stays where it can."""
        chosen = self._figure.currentData()
        with QSignalBlocker(self._figure):
            while self._figure.count() > self._means:
                self._figure.removeItem(self._means)
            for name in classes:
                self._figure.addItem(self.tr("AUC of {0}").format(class_title(name)), f"auc:{name}")
            self._figure.setCurrentIndex(max(0, self._figure.findData(chosen)))
