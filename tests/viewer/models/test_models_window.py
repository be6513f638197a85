"""How the window of the models is reached from the window that is worked in."""

from PySide6.QtWidgets import QPushButton

from benchmarks.hostile_files import arrays, plain_layers, sequential, write_h5


def test_the_menu_and_the_button_at_the_list_open_it(qtbot, window):
    window.actions_by_id["classify.models"].trigger()
    assert window.models.dialog.isVisible()
    assert not window.models.dialog.isModal()
    window.models.dialog.close()
    button = next(b for b in window.classify_panel.findChildren(QPushButton) if b.accessibleName() == "Manage models")
    button.click()
    assert window.models.dialog.isVisible()


def test_a_model_file_that_is_opened_is_looked_at_and_not_listed(qtbot, window, tmp_path):
    path = write_h5(tmp_path / "old.h5", sequential(plain_layers()), arrays())
    with qtbot.waitSignal(window.models.work.looked, timeout=60_000):
        window.open_paths([path])
    assert window.models.dialog._pages.currentWidget() is window.models.dialog.form
    assert list(window.browser.series()) == []
