"""The table by itself: what it shows, how it sorts, what it lets through, and what it hides."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QIcon, QPixmap

from core.prediction import Prediction
from core.results.row import refused_row, result_row
from core.results.store import kept
from core.validity import Validity
from viewer.results.filtering import AGAINST_LABEL, ALL, DOUBTFUL, ERRORS, UNJUDGED, ResultFilter
from viewer.results.line import Line
from viewer.results.result_view import ResultView
from viewer.results.table_model import ResultTable


@pytest.fixture
def line(card):
    def make(name, p, *, label="", validity=None, **verdict):
        said = Prediction(
            card.classes, (1 - p, p), (1 - p, p), "softmax", (), "mean", card.sha256, True, card.spec, name, name, 0,
            "Keras 3", "float32", 1.0, validity or Validity(), 1.0, "0.1.0", "2026-01-01T00:00:00.000+00:00",
        )  # fmt: skip
        path = Path("/data/DOE") / name
        return Line(result_row(said, path, label=label, **verdict), kept(path, said))

    return make


@pytest.fixture
def lines(line):
    """Closeness 0.4, 1.0, 0.1 and none; c is against its label, a is doubtful for its header, d was refused."""
    return [
        line("a.dcm", 0.2, validity=Validity(("The view is LATERAL.",)), verdict="agree"),
        line("b.dcm", 0.5),
        line("c.dcm", 0.95, label="normal"),
        Line(refused_row(Path("/data/DOE/d.dcm"), "the file breaks off", "mean")),
    ]


@pytest.fixture
def table(qtbot, qtmodeltester, card, lines):
    made = ResultTable()
    made.begin(card.classes)
    made.add(lines)
    qtmodeltester.check(made)
    return made


@pytest.fixture
def shown(table):
    return ResultFilter(table)


def names(shown):
    return [shown.index(row, 0).data() for row in range(shown.rowCount())]


def texts(table, row):
    return [table.index(row, column).data() for column in range(table.columnCount())]


def test_what_a_line_says(table):
    heads = [table.headerData(n, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole) for n in range(8)]
    assert heads == ["File", "Decision", "Normal", "Opacity", "Closeness", "Label", "Verdict", "Notes"]
    assert texts(table, 0) == [
        "a.dcm",
        "Doubtful: Normal 0.800",
        "0.800",
        "0.200",
        "0.400",
        "",
        "Agreed",
        "The view is LATERAL.",
    ]
    assert texts(table, 1)[1] == "No decision 0.500"
    assert texts(table, 2)[5] == "Normal"
    assert texts(table, 3) == ["d.dcm", "Refused", "", "", "", "", "", "the file breaks off"]


@pytest.mark.parametrize(
    ("column", "order", "expected"),
    [
        ("closeness", Qt.SortOrder.DescendingOrder, "d b a c"),
        ("closeness", Qt.SortOrder.AscendingOrder, "c a b d"),
        ("opacity", Qt.SortOrder.DescendingOrder, "c b a d"),
        ("label", Qt.SortOrder.DescendingOrder, "c"),
    ],
)
def test_sorting_is_by_what_is_meant(shown, table, column, order, expected):
    shown.sort(table.column_of(column), order)
    assert names(shown)[: len(expected.split())] == [f"{one}.dcm" for one in expected.split()]


def test_the_worst_comes_first_and_stays_first_as_lines_come(qtbot, table, shown, line):
    view = ResultView(table, shown)
    qtbot.addWidget(view)
    assert names(shown) == ["d.dcm", "b.dcm", "a.dcm", "c.dcm"]
    table.add([line("e.dcm", 0.45)])
    assert names(shown) == ["d.dcm", "b.dcm", "a.dcm", "e.dcm", "c.dcm"]


@pytest.mark.parametrize(
    ("text", "decision", "kind", "expected"),
    [
        ("", "", ALL, "abcd"),
        ("", "opacity", ALL, "c"),
        ("", "", ERRORS, "d"),
        ("", "", DOUBTFUL, "ab"),
        ("", "", AGAINST_LABEL, "c"),
        ("", "", UNJUDGED, "bc"),
        ("lateral", "", ALL, "a"),
        ("NORMAL a.", "", ALL, "a"),
        ("nothing of it", "", ALL, ""),
        ("breaks", "opacity", ALL, ""),
    ],
)
def test_filtering(shown, text, decision, kind, expected):
    shown.set_wanted(text, decision, kind)
    assert "".join(name[0] for name in names(shown)) == expected


def test_names_are_hidden_and_not_searched_while_patient_data_is(shown, table):
    table.set_hidden(True)
    assert names(shown) == ["Image 1", "Image 2", "Image 3", "Image 4"]
    assert table.index(0, 0).data(Qt.ItemDataRole.ToolTipRole) is None
    shown.set_wanted("doe", "", ALL)
    assert names(shown) == []
    table.set_hidden(False)
    shown.set_wanted("doe", "", ALL)
    assert len(names(shown)) == 4
    assert table.index(0, 0).data(Qt.ItemDataRole.ToolTipRole) == "/data/DOE/a.dcm"


def test_a_line_about_the_same_file_takes_its_place(table, lines):
    table.add([lines[0].labelled("opacity")])
    assert table.rowCount() == 4
    assert texts(table, 0)[5] == "Opacity"
    assert table.of(Path("/data/DOE/a.dcm")).is_against_label


def test_labels_are_written_into_all_lines(table):
    table.set_labels({Path("/data/DOE/a.dcm"): "normal"})
    assert [line.row.label for line in table.lines] == ["normal", "", "", ""]


def test_an_earlier_result_is_marked(table, lines):
    table.replace(replace(lines[1], resumed=True))
    assert texts(table, 1)[7] == "Earlier result."


def test_thumbnails(table):
    picture = QPixmap(8, 8)
    picture.fill(Qt.GlobalColor.white)
    table.set_icon(Path("/data/DOE/a.dcm"), QIcon(picture))
    assert not table.index(0, 0).data(Qt.ItemDataRole.DecorationRole).isNull()
    assert table.index(1, 0).data(Qt.ItemDataRole.DecorationRole) is None


def test_nothing_is_held_of_a_forgotten_folder(table):
    table.remove_below(Path("/data/DOE"))
    assert table.rowCount(QModelIndex()) == 0
    assert table.of(Path("/data/DOE/a.dcm")) is None


def test_enter_and_a_click_open_an_image(qtbot, table, shown):
    view = ResultView(table, shown)
    qtbot.addWidget(view)
    view.resize(800, 400)
    view.show()
    view.selectRow(1)
    with qtbot.waitSignal(view.open_requested) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == [Path("/data/DOE/b.dcm")]
    with qtbot.waitSignal(view.open_requested) as opened:
        at = view.visualRect(shown.index(2, 0)).center()
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert opened.args == [Path("/data/DOE/a.dcm")]
