"""Several images in the real window: keys, browser, priors, results."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QTreeView

from core.dicom.frame import Identity, Window
from core.display.orientation import Orientation
from core.display.view import View
from core.prediction import Prediction
from core.preprocess import PreprocessSpec
from core.validity import Validity
from viewer.actions import ACTIONS
from viewer.browser.drag import dragged_image
from viewer.classify.answers import Answer
from viewer.layout.arrangement import Arrangement
from viewer.layout.linking import Link

SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def names(window):
    return [view.image.frame and view.image.frame.path.name for view in window.panes.views]


def listed(qtbot, window, folder):
    with qtbot.waitSignals([window.browser.scan_ended, window.opening.ended], timeout=30_000):
        window.open_paths([folder])


def show(qtbot, window, path):
    with qtbot.waitSignal(window.opening.ended, timeout=30_000):
        window.browser.choose(path)


@pytest.fixture
def opened(qtbot, window, prior_folder):
    """The window with the patient's newest image."""
    listed(qtbot, window, prior_folder)
    if window.state.frame.path.name != "now.dcm":
        show(qtbot, window, prior_folder / "now.dcm")
    window.image_view.setFocus()
    return window


def test_keys_arrange_and_the_menu_shows_it(qtbot, opened):
    made = opened.actions_by_id
    for key, name, arrangement in (
        (Qt.Key.Key_2, "two", Arrangement.TWO),
        (Qt.Key.Key_4, "four", Arrangement.FOUR),
        (Qt.Key.Key_1, "single", Arrangement.SINGLE),
    ):
        qtbot.keyClick(opened.image_view, key, SHIFT)
        assert opened.panes.arrangement is arrangement
        checked = [one for one in ("single", "two", "four") if made[f"layout.{one}"].isChecked()]
        assert checked == [name]
        made[f"layout.{name}"].trigger()  # once more: it stays what it is
        assert made[f"layout.{name}"].isChecked()


def test_keys_turn_and_reset_the_active_image_only(qtbot, opened, make_frame):
    opened.state.images[1].set_frame(make_frame(np.zeros((8, 8))), View(None))
    view = opened.image_view
    for key, expected in (
        (Qt.Key.Key_H, Orientation(0, True)),
        (Qt.Key.Key_R, Orientation(1, True)),
        (Qt.Key.Key_V, Orientation(1, False)),  # mirrored and turned right, then top to bottom: what turned left is
        (Qt.Key.Key_L, Orientation(0, False)),
    ):
        before = opened.state.orientation
        qtbot.keyClick(view, key)
        if key == Qt.Key.Key_V:
            assert opened.state.orientation == before.flipped_vertically()
        elif key == Qt.Key.Key_L:
            assert opened.state.orientation == before.turned(-1)
        else:
            assert opened.state.orientation == expected
    qtbot.keyClick(view, Qt.Key.Key_H)
    opened.state.set_view(View(Window(1, 2), inverted=True))
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert (opened.state.orientation, view.is_fitted) == (Orientation(), True)
    assert not opened.state.view.inverted
    assert opened.state.images[1].orientation == Orientation()


def test_the_browser_opens_into_the_active_pane_and_follows_it(qtbot, opened, prior_folder):
    qtbot.keyClick(opened.image_view, Qt.Key.Key_2, SHIFT)
    qtbot.keyClick(opened.image_view, Qt.Key.Key_Tab, CTRL)
    assert opened.image_view is opened.panes.views[1]
    assert opened.browser.current is None
    show(qtbot, opened, prior_folder / "roe.dcm")
    assert names(opened) == ["now.dcm", "roe.dcm", None, None]
    qtbot.keyClick(opened.image_view, Qt.Key.Key_Tab, CTRL)
    assert opened.browser.current == prior_folder / "now.dcm"
    assert names(opened) == ["now.dcm", "roe.dcm", None, None]


def test_an_image_goes_into_the_pane_that_was_active_when_it_was_asked_for(qtbot, opened, prior_folder):
    opened.panes.arrange(Arrangement.TWO)
    with qtbot.waitSignal(opened.opening.ended, timeout=30_000):
        opened.browser.choose(prior_folder / "roe.dcm")
        opened.state.set_active(opened.state.images[1])
    assert names(opened)[:2] == ["roe.dcm", None]


def test_a_refusal_stands_in_the_pane_it_is_about(qtbot, opened, prior_folder):
    (prior_folder / "roe.dcm").write_bytes(b"no longer an image")
    opened.panes.arrange(Arrangement.TWO)
    with qtbot.waitSignal(opened.opening.ended, timeout=30_000):
        opened.opening.open(prior_folder / "roe.dcm", opened.state.images[1])
    left, right = opened.panes.views[:2]
    assert (left.refusal, names(opened)[:2]) == ("", ["now.dcm", None])
    assert right.refusal.startswith("roe.dcm: ")


def test_open_in_the_next_pane(qtbot, opened, prior_folder):
    with qtbot.waitSignal(opened.opening.ended, timeout=30_000):
        qtbot.keyClick(opened.image_view, Qt.Key.Key_N)
    assert opened.panes.arrangement is Arrangement.TWO
    assert (names(opened)[:2], opened.image_view) == (["now.dcm", "now.dcm"], opened.panes.views[1])
    show(qtbot, opened, prior_folder / "prior.dcm")
    assert names(opened)[:2] == ["now.dcm", "prior.dcm"]


def test_a_dropped_image_is_opened_where_it_was_dropped(qtbot, opened, prior_folder):
    opened.panes.arrange(Arrangement.TWO)
    with qtbot.waitSignal(opened.opening.ended, timeout=30_000):
        opened.panes.panes[1].dropped.emit(prior_folder / "roe.dcm")
    assert names(opened)[:2] == ["now.dcm", "roe.dcm"]
    assert (opened.image_view, opened.browser.current) == (opened.panes.views[1], prior_folder / "roe.dcm")


def test_prior_of_the_same_view_comes_beside_the_image(qtbot, opened):
    opened.state.set_view(View(Window(2000, 100)))
    opened.state.set_orientation(Orientation(0, True))
    with qtbot.waitSignal(opened.opening.ended, timeout=30_000):
        qtbot.keyClick(opened.image_view, Qt.Key.Key_P)
    assert (opened.panes.arrangement, names(opened)) == (Arrangement.TWO, ["now.dcm", "prior.dcm", None, None])
    assert (opened.state.active, opened.state.view) == (opened.state.images[0], View(Window(2000, 100)))
    assert opened.browser.current.name == "now.dcm"


def test_the_image_goes_to_the_left_as_it_is(qtbot, opened, prior_folder):
    opened.panes.arrange(Arrangement.FOUR)
    opened.state.set_active(opened.state.images[3])
    show(qtbot, opened, prior_folder / "now.dcm")
    opened.state.set_view(View(Window(2000, 100)))
    opened.state.set_orientation(Orientation(2, True))
    with qtbot.waitSignal(opened.opening.ended, timeout=30_000):
        opened.actions_by_id["layout.prior"].trigger()
    assert names(opened)[:2] == ["now.dcm", "prior.dcm"]
    assert opened.state.active is opened.state.images[0]
    assert (opened.state.view, opened.state.orientation) == (View(Window(2000, 100)), Orientation(2, True))


def test_no_prior_is_said(qtbot, opened, prior_folder):
    show(qtbot, opened, prior_folder / "roe.dcm")
    qtbot.keyClick(opened.image_view, Qt.Key.Key_P)
    assert opened.image_area.messages.text.startswith("The browser lists no earlier study of this patient.")
    assert (opened.panes.arrangement, names(opened)) == (Arrangement.SINGLE, ["roe.dcm", None, None, None])


def test_images_of_two_patients_are_never_side_by_side_without_a_word(opened, make_frame):
    def remarks():
        return [[badge.text for badge in view.badges()] for view in opened.panes.views[:2]]

    doe = opened.state.frame.identity
    opened.panes.arrange(Arrangement.TWO)
    right = opened.state.images[1]
    right.set_frame(make_frame(np.zeros((8, 8)), identity=doe), View(None))
    assert remarks() == [[], []]
    right.set_frame(make_frame(np.zeros((8, 8)), identity=Identity(patient_name="ROE", patient_id="1")), View(None))
    warning = "Not all images on screen are of the same patient"
    assert remarks() == [[warning], [warning]]
    opened.panes.arrange(Arrangement.SINGLE)
    assert remarks()[0] == []


def test_a_file_of_the_same_uid_is_told(qtbot, window, prior_folder):
    (prior_folder / "twin.dcm").write_bytes((prior_folder / "now.dcm").read_bytes())
    listed(qtbot, window, prior_folder)
    show(qtbot, window, prior_folder / "lateral.dcm")
    assert window.image_view.badges() == ()
    show(qtbot, window, prior_folder / "twin.dcm")
    assert [badge.text for badge in window.image_view.badges()] == [
        "Another file of the list has the same SOP Instance UID"
    ]


def test_links_are_shown_in_the_menu(qtbot, opened):
    made = opened.actions_by_id

    def checked():
        return [link for link in Link if made[f"layout.link_{link.value}"].isChecked()]

    made["layout.link_zoom"].trigger()
    assert (checked(), made["layout.link_all"].isChecked()) == ([Link.ZOOM], False)
    qtbot.keyClick(opened.image_view, Qt.Key.Key_K)
    assert (checked(), made["layout.link_all"].isChecked()) == (list(Link), True)
    made["layout.link_cursor"].trigger()
    assert (checked(), made["layout.link_all"].isChecked()) == ([Link.WINDOW, Link.ZOOM, Link.PAN], False)
    made["layout.link_all"].trigger()
    made["layout.link_all"].trigger()
    assert (checked(), opened.comparing.linking.links) == ([], frozenset())


def said(image):
    """What a network says about an image on screen."""
    return Prediction(
        ("normal", "opacity"), (0.25, 0.75), (0.25, 0.75), "softmax", (), "real3", "0" * 64, True,
        PreprocessSpec("native", 32, 32), "", image.frame.pixel_sha256(), image.index, "Keras", "float32", 1.0,
        Validity(), 3.0, "0", "2026-01-01T00:00:00.000+00:00",
    )  # fmt: skip


def answer(window, image):
    """An answer of the chosen model about an image on screen, as the child process would give it."""
    window.classify_panel.answers.add(Answer(None, image.frame, image.index, said(image)))


def test_a_result_is_drawn_on_its_image_only_and_stays_with_it(opened, make_frame):
    left, right = opened.state.images[:2]
    opened.panes.arrange(Arrangement.TWO)
    right.set_frame(make_frame(np.zeros((2, 8, 8))), View(None))

    def drawn():
        return [bool(view.result) for view in opened.panes.views[:2]]

    answer(opened, left)
    assert drawn() == [True, False]
    opened.state.set_active(right)
    assert (drawn(), opened.classify_panel.prediction) == ([True, False], None)
    answer(opened, right)
    opened.state.set_active(left)
    assert (drawn(), opened.classify_panel.prediction.model) == ([True, True], "real3")
    right.set_index(1)
    assert drawn() == [True, False]
    left.set_frame(make_frame(np.zeros((8, 8))), View(None))
    assert (drawn(), opened.classify_panel.prediction) == ([False, False], None)


def test_an_answer_that_comes_late_goes_to_its_own_pane_or_nowhere(opened, make_frame):
    left, right = opened.state.images[:2]
    opened.panes.arrange(Arrangement.TWO)
    right.set_frame(make_frame(np.zeros((8, 8))), View(None))
    asked = Answer(None, left.frame, 0, said(left))
    opened.state.set_active(right)
    opened.classify_panel.answers.add(asked)
    assert [bool(view.result) for view in opened.panes.views[:2]] == [True, False]
    gone = Answer(None, make_frame(np.zeros((8, 8))), 0, said(left))
    opened.classify_panel.answers.add(gone)
    assert [bool(view.result) for view in opened.panes.views[:2]] == [True, False]


def test_results_can_be_taken_off_every_image(qtbot, opened, make_frame):
    opened.panes.arrange(Arrangement.TWO)
    opened.state.images[1].set_frame(make_frame(np.zeros((8, 8))), View(None))
    bare = [view.grab().toImage() for view in opened.panes.views[:2]]
    for image in opened.state.images[:2]:
        answer(opened, image)
    assert all(view.grab().toImage() != one for view, one in zip(opened.panes.views, bare, strict=False))
    qtbot.keyClick(opened.image_view, Qt.Key.Key_O)
    assert [view.grab().toImage() for view in opened.panes.views[:2]] == bare


def test_status_bar_is_of_the_active_image(opened, make_frame):
    opened.panes.arrange(Arrangement.TWO)
    right = opened.state.images[1]
    right.set_frame(make_frame(np.zeros((8, 8)), decoder="imagecodecs"), View(Window(7, 9)))
    status = opened.statusBar()
    assert status.decoder.text() == "uncompressed"
    opened.state.set_active(right)
    opened.image_view.actual_size()
    assert (status.decoder.text(), status.window_level.text(), status.zoom.text()) == (
        "imagecodecs",
        "W 9  L 7",
        "Zoom 100 %",
    )
    opened.panes.views[0].zoom_in()
    assert status.zoom.text() == "Zoom 100 %"


def test_probe_is_that_of_the_image_under_the_cursor(qtbot, opened, make_frame, hover):
    opened.panes.arrange(Arrangement.TWO)
    opened.state.images[1].set_frame(make_frame(np.full((8, 8), 321)), View(None))
    right = opened.panes.views[1]
    hover(right, right.rect().center())
    assert "Stored 321 " in opened.statusBar().probe.text()
    hover(opened.panes.views[0], opened.panes.views[0].rect().center())
    assert "Stored 4000 " in opened.statusBar().probe.text()


def test_frames_by_key(qtbot, opened, make_frame):
    opened.state.set_frame(make_frame(np.zeros((3, 8, 8))), View(None))
    alt = Qt.KeyboardModifier.AltModifier
    qtbot.keyClick(opened.image_view, Qt.Key.Key_Right, alt)
    qtbot.keyClick(opened.image_view, Qt.Key.Key_BracketRight)
    assert opened.state.index == 2
    qtbot.keyClick(opened.image_view, Qt.Key.Key_Left, alt)
    assert opened.state.index == 1


def test_position_and_probe_by_key(qtbot, opened):
    view = opened.image_view
    qtbot.keyClick(view, Qt.Key.Key_Right, SHIFT)
    assert "Stored 4000 " in opened.statusBar().probe.text()
    at = view.center
    qtbot.keyClick(view, Qt.Key.Key_Down, CTRL)
    assert view.center[1] > at[1]
    assert view.center[0] == at[0]


def test_loupe_by_key_and_menu(qtbot, opened):
    made = opened.actions_by_id
    view = opened.image_view
    qtbot.keyClick(view, Qt.Key.Key_Z)
    assert (opened.panes.lens.factor, made["image.loupe_2"].isChecked()) == (2, True)
    qtbot.keyClick(view, Qt.Key.Key_Z, SHIFT)
    assert opened.panes.lens.factor == 4
    assert (made["image.loupe_2"].isChecked(), made["image.loupe_4"].isChecked()) == (False, True)
    qtbot.keyClick(view, Qt.Key.Key_Z, SHIFT)
    assert (opened.panes.lens.factor, made["image.loupe_4"].isChecked()) == (0, False)


def test_maximise_by_key(qtbot, opened):
    opened.panes.arrange(Arrangement.FOUR)
    opened.image_view.setFocus()
    qtbot.keyClick(opened.image_view, Qt.Key.Key_X)
    assert opened.panes.is_maximised
    qtbot.keyClick(opened.image_view, Qt.Key.Key_X)
    assert not opened.panes.is_maximised


def test_clearing_empties_every_pane(opened, make_frame):
    opened.panes.arrange(Arrangement.FOUR)
    opened.state.images[2].set_frame(make_frame(np.zeros((8, 8))), View(None))
    opened.panes.views[1].set_refusal(opened.state.frame.path, "odd")
    opened.actions_by_id["file.clear"].trigger()
    assert names(opened) == [None] * 4
    assert opened.panes.views[1].refusal == ""
    assert opened.image_area.empty.isVisible()


def test_hiding_patient_data_hides_it_in_every_pane(opened, make_frame):
    who = Identity(patient_name="ROE^RICHARD", patient_id="9")
    opened.panes.arrange(Arrangement.TWO)
    opened.state.images[1].set_frame(make_frame(np.zeros((8, 8)), identity=who), View(None))
    opened.state.set_patient_data_hidden(True)
    for view in opened.panes.views[:2]:
        assert view.corners().top_left == ("Patient data hidden",)
        for text in (view.accessibleName(), view.accessibleDescription(), view.toolTip(), repr(view.badges())):
            assert "ROE" not in text
            assert "DOE" not in text


def test_right_click_offers_what_can_be_done_with_the_image(qtbot, opened, monkeypatch):
    popped = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, at: popped.append(menu))
    qtbot.mouseClick(opened.image_view, Qt.MouseButton.RightButton, pos=QPoint(60, 60))
    (menu,) = popped
    titles = {action.menu().title(): action.menu() for action in menu.actions() if action.menu()}
    assert list(titles)[:4] == ["Windows", "Tools", "Orientation", "Layout"]
    assert [action.objectName() for action in titles["Orientation"].actions()] == [
        "image.flip_horizontal",
        "image.flip_vertical",
        "image.rotate_right",
        "image.rotate_left",
    ]
    offered = {action.objectName() for one in (menu, *titles.values()) for action in one.actions()}
    groups = ("layout.", "image.loupe", "annotate.", "export.", "tags.")
    assert {action.id for action in ACTIONS if action.id.startswith(groups)} <= offered
    assert {"view.hide_patient_data", "image.reset", "classify.run"} <= offered
    menu.close()


def row_center(window, path):
    tree = window.browser.tree
    index = window.browser.model.index_of(path)
    tree.scrollTo(index)
    return tree.visualRect(index).center()


def test_a_row_is_chosen_when_the_button_is_let_go(qtbot, opened, prior_folder):
    tree = opened.browser.tree
    chosen = []
    opened.browser.image_chosen.connect(chosen.append)
    at = row_center(opened, prior_folder / "roe.dcm")
    qtbot.mousePress(tree.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert chosen == []
    with qtbot.waitSignal(opened.opening.ended, timeout=30_000):
        qtbot.mouseRelease(tree.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert chosen == [prior_folder / "roe.dcm"]
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.RightButton, pos=row_center(opened, prior_folder / "now.dcm"))
    assert chosen == [prior_folder / "roe.dcm"]


@pytest.mark.parametrize("dropped", [True, False])
def test_a_dragged_row_is_opened_where_it_is_dropped_and_nowhere_else(
    qtbot, opened, prior_folder, monkeypatch, dropped
):
    tree, roe = opened.browser.tree, prior_folder / "roe.dcm"
    opened.panes.arrange(Arrangement.TWO)
    dragged = []

    def drag(view, actions):
        """Stands for Qt's drag, which takes the mouse until it is let go."""
        dragged.append(dragged_image(opened.browser.model.mimeData(view.selectedIndexes())))
        if dropped:
            opened.panes.panes[1].dropped.emit(dragged[-1])

    monkeypatch.setattr(QTreeView, "startDrag", drag)
    at = row_center(opened, roe)
    qtbot.mousePress(tree.viewport(), Qt.MouseButton.LeftButton, pos=at)
    tree.startDrag(Qt.DropAction.CopyAction)
    assert dragged == [roe]
    if dropped:
        qtbot.waitUntil(lambda: not opened.opening.is_running, timeout=30_000)
    assert names(opened)[:2] == ["now.dcm", "roe.dcm" if dropped else None]
    assert opened.browser.current == prior_folder / ("roe.dcm" if dropped else "now.dcm")
    with qtbot.waitSignal(opened.opening.ended, timeout=30_000):
        qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=row_center(opened, prior_folder / "prior.dcm"))


def test_the_browser_can_ask_for_the_next_pane(qtbot, opened, prior_folder):
    with qtbot.waitSignal(opened.opening.ended, timeout=30_000):
        opened.browser.open_elsewhere_requested.emit(prior_folder / "roe.dcm")
    assert names(opened)[:2] == ["now.dcm", "roe.dcm"]
    assert opened.browser.current == prior_folder / "roe.dcm"
