"""How the line of each arm looks: told apart by its colour and by its dashes, the same ones as in the report."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPalette, QPen, QPixmap

from viewer import plots

SAMPLE_SIZE = QSize(36, 12)
_WIDTH = 2.0


def load_all() -> None:
    """Load all that drawing needs, on a thread that may take its time."""
    import trainer.report.chart  # noqa: F401

    plots.load_plots()


def arm_color(number: int, palette: QPalette) -> QColor:
    """Colour of the arm with this number: that of the report, lighter on a dark theme."""
    from trainer.report.chart import style

    color = QColor(style(number).color)
    text = palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.WindowText)
    if text.lightness() < 128:
        return color
    return text if color.lightness() == 0 else color.lighter(135)


def arm_pen(number: int, palette: QPalette, width: float = _WIDTH) -> QPen:
    """Colour and dashes of the arm with this number."""
    from trainer.report.chart import style

    pen = QPen(arm_color(number, palette), width)
    pen.setCosmetic(True)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    dashes = style(number).dashes.split()
    if dashes:
        pen.setDashPattern([float(dash) / _WIDTH for dash in dashes])  # Qt counts in widths of the pen
    return pen


def sample_icon(number: int, palette: QPalette, ratio: float) -> QIcon:
    """Draw a short piece of the line of an arm, for its name to stand beside."""
    picture = QPixmap(SAMPLE_SIZE * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(arm_pen(number, palette, 2.4))
    painter.drawLine(1, SAMPLE_SIZE.height() // 2, SAMPLE_SIZE.width() - 1, SAMPLE_SIZE.height() // 2)
    painter.end()
    return QIcon(picture)
