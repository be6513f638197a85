"""Who hears of what: the panels of the window, connected."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint

from core.export.picture import DISCLAIMER
from viewer import actions, menus
from viewer.actions.annotate import TOOLS
from viewer.classify.panel import overlay_bars
from viewer.display.screen import rendering_of
from viewer.message_bar import Until
from viewer.settings import corner_choice

if TYPE_CHECKING:
    from viewer.main_window import MainWindow


class Connections(QObject):
    """Connects the rooms of ``window`` with each other; none of them knows another."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._connect_panels()
        self._connect_annotating()
        self._connect_window()
        self._apply_settings()

    def _connect_panels(self) -> None:
        window = self._window
        messages = window.image_area.messages
        window.browser.image_chosen.connect(window.opening.open)
        window.browser.unreadable_chosen.connect(self._on_browser_unreadable_chosen)
        window.browser.refused.connect(lambda text: messages.say(text, Until.NEXT_REQUEST))
        window.panes.set_images_in_series(lambda: len(window.browser.series()))
        window.panes.step_requested.connect(window.browser.step_in_series)
        window.comparing.refused.connect(messages.say)
        window.comparing.show_in(window.actions_by_id)
        window.shelving.refused.connect(messages.say)
        window.opening.refused.connect(window.browser.refuse)
        window.opening.refused.connect(window.image_area.refuse)
        window.opening.previewed.connect(window.panes.set_preview)
        window.opening.started.connect(lambda: window.image_area.set_busy(True))
        window.opening.ended.connect(lambda: window.image_area.set_busy(False))
        window.classify_panel.answers.changed.connect(self._show_results)
        window.train_panel.compare_requested.connect(self._on_train_panel_compare_requested)
        for offering in (window.train_panel, window.compare_panel):
            offering.use_model_requested.connect(window.shelving.add)
        window.shelving.added.connect(self._on_shelving_added)
        window.sample.progressed.connect(window.image_area.progress.show_progress)
        window.sample.ready.connect(self._on_sample_ready)
        window.sample.failed.connect(self._on_sample_failed)
        window.image_area.progress.cancel_requested.connect(self._on_progress_cancel_requested)

    def _connect_annotating(self) -> None:
        window = self._window
        for view in window.panes.views:
            window.annotating.attach(view)
        window.measure_panel.set_tools({kind: window.actions_by_id[f"annotate.{kind}"] for kind, *_ in TOOLS})
        window.annotating.tool_changed.connect(self._on_annotating_tool_changed)
        window.annotating.failed.connect(window.image_area.messages.say)
        window.export.told.connect(window.image_area.messages.say)
        window.presentation.told.connect(window.image_area.messages.say)
        window.measure_panel.export_requested.connect(window.actions_by_id["annotate.export"].trigger)
        window.measure_panel.import_requested.connect(window.actions_by_id["annotate.import"].trigger)

    def _connect_window(self) -> None:
        window = self._window
        empty = window.image_area.empty
        empty.folder_requested.connect(window.actions_by_id["file.open_folder"].trigger)
        empty.files_requested.connect(window.actions_by_id["file.open_files"].trigger)
        empty.sample_requested.connect(window.open_sample)
        empty.recent_requested.connect(lambda folder: window.open_paths([folder]))
        window.recent.changed.connect(self._show_recent)
        self._show_recent()
        window.settings.changed.connect(self._apply_settings)
        for kept in (window.settings, window.shortcuts, window.display_panel.own_presets):
            kept.not_saved.connect(window.image_area.messages.say)
        window.panes.menu_requested.connect(self._on_panes_menu_requested)
        window.display_panel.visible_part_requested.connect(lambda: window.regions.window_visible(window.image_view))
        window.panes.maximise_requested.connect(window.toggle_panels)
        window.state.frame_changed.connect(self._on_state_frame_changed)
        window.state.patient_data_hidden_changed.connect(self._on_state_patient_data_hidden_changed)
        window.state.patient_data_hidden_changed.connect(window.train_panel.set_patient_data_hidden)

    def _on_annotating_tool_changed(self, chosen: str) -> None:
        window = self._window
        for kind, *_ in TOOLS:
            window.actions_by_id[f"annotate.{kind}"].setChecked(kind == chosen)
        window.actions_by_id["annotate.show"].setChecked(window.annotating.is_shown)

    def _on_browser_unreadable_chosen(self, path: Path, reason: str) -> None:
        window = self._window
        window.opening.cancel(window.state.active)
        window.image_area.refuse(path, reason)

    def _show_results(self) -> None:
        """Draw each answer on the image it is about, and on no other."""
        window = self._window
        for view in window.panes.views:
            answer = window.classify_panel.answers.of(view.image)
            if answer is None:
                view.clear_result_overlay()
            else:
                view.set_result_overlay(overlay_bars(answer.prediction), (answer.prediction.model, DISCLAIMER))

    def _on_train_panel_compare_requested(self, runs: tuple[Path, ...]) -> None:
        window = self._window
        window.compare_panel.set_runs(runs)
        window.show_tab("compare")

    def _on_shelving_added(self, name: str) -> None:
        window = self._window
        window.classify_panel.reload_models(name)
        window.show_tab("classify")

    def _on_sample_ready(self, folder: Path) -> None:
        window = self._window
        window.image_area.progress.hide()
        window.train_panel.set_data(folder / "phantoms")
        window.open_paths([folder])

    def _on_sample_failed(self, problem: str) -> None:
        window = self._window
        window.image_area.progress.hide()
        window.image_area.messages.say(problem)

    def _on_progress_cancel_requested(self) -> None:
        window = self._window
        window.sample.cancel()
        window.image_area.progress.hide()

    def _on_panes_menu_requested(self, at: QPoint) -> None:
        window = self._window
        panel = window.display_panel
        menus.context_menu(window.actions_by_id, panel.presets, panel.choose, window).popup(at)

    def _on_state_frame_changed(self, frame: object) -> None:
        for action in actions.ACTIONS:
            if action.needs_image:
                self._window.actions_by_id[action.id].setEnabled(frame is not None)

    def _on_state_patient_data_hidden_changed(self, hidden: bool) -> None:
        window = self._window
        window.actions_by_id["view.hide_patient_data"].setChecked(hidden)
        window.image_area.messages.over(Until.NEXT_REQUEST)
        self._show_recent()

    def _show_recent(self) -> None:
        window = self._window
        folders = () if window.state.patient_data_hidden else window.recent.folders
        menus.fill_recent(window.recent_menu, folders, lambda folder: window.open_paths([folder]))
        window.image_area.empty.set_recent(folders[:5])

    def _apply_settings(self) -> None:
        window = self._window
        window.panes.set_mouse(
            drag_down_raises=window.settings["drag_down"] == "raises",
            wheel_forward_zooms_in=window.settings["wheel_forward"] == "in",
        )
        window.panes.set_corners(corner_choice(window.settings))
        window.panes.set_rendering(rendering_of(window.settings))
