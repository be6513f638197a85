"""Who hears of what: the panels of the window, connected."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint

from viewer import actions, menus
from viewer.actions.annotate import TOOLS
from viewer.actions.label import KEYED
from viewer.actions.results import JUDGING
from viewer.classify.on_image import plate
from viewer.display.screen import rendering_of
from viewer.explain.explaining import HEAT, Heat
from viewer.explain.layer import ShownHeat
from viewer.export.heat_picture import HeatOnImage
from viewer.image.veil import Veiling
from viewer.message_bar import Until
from viewer.settings import corner_choice

if TYPE_CHECKING:
    from core.models.card import ModelCard
    from core.prediction import Prediction
    from viewer.label.panel import LabelPanel
    from viewer.main_window import MainWindow
    from viewer.models.looking_after import Changed


class Connections(QObject):
    """Connects the rooms of ``window`` with each other; none of them knows another."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._connect_panels()
        self._connect_annotating()
        self._connect_explaining()
        self._connect_labelling()
        self._offer_models()
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
        told_of = (window.display_panel, window.measure_panel, window.classify_panel, window.explain_panel)
        Veiling(window.state, window.panes, told_of, self)
        window.opening.started.connect(lambda: window.image_area.set_busy(True))
        window.opening.ended.connect(lambda: window.image_area.set_busy(False))
        window.classify_panel.answers.changed.connect(self._show_results)
        window.classify_panel.model_changed.connect(window.display_panel.set_model)
        window.display_panel.set_model(window.classify_panel.card)
        window.results.open_requested.connect(self._on_results_open_requested)
        window.bit_depth.open_requested.connect(self._on_results_open_requested)
        window.reading.open_requested.connect(self._on_results_open_requested)
        window.reading.build_requested.connect(window.dataset.show_dialog)
        window.compare_panel.open_requested.connect(self._on_results_open_requested)
        window.results.told.connect(messages.say)
        window.results.judging_actions = tuple(window.actions_by_id[name] for name in JUDGING)
        window.browser.forgetting.wait_for(window.results.store.writing)
        for comparing in (window.train_panel, window.studies):
            comparing.compare_requested.connect(self._on_compare_requested)
        for offering in (window.train_panel, window.compare_panel):
            offering.use_model_requested.connect(window.shelving.add)
        window.shelving.added.connect(self._on_shelving_added)
        window.models.shelf_changed.connect(self._on_models_shelf_changed)
        window.classify_panel.manage_requested.connect(window.models.show_dialog)
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
        self._connect_report()
        window.presentation.told.connect(window.image_area.messages.say)
        window.measure_panel.export_requested.connect(window.actions_by_id["annotate.export"].trigger)
        window.measure_panel.import_requested.connect(window.actions_by_id["annotate.import"].trigger)

    def _connect_explaining(self) -> None:
        window = self._window
        panel = window.explain_panel
        for view in window.panes.views:
            panel.attach(view)
        panel.shown_changed.connect(window.actions_by_id["explain.heat"].setChecked)
        window.classify_panel.classifier_changed.connect(panel.set_classifier)
        window.classify_panel.prediction_made.connect(lambda made, _: panel.heat.choose_class(made.top))
        panel.set_classifier(window.classify_panel.classifier)

    def _connect_labelling(self) -> None:
        label = self._window.label
        label.told.connect(self._window.image_area.messages.say)
        label.labelling.open_requested.connect(self._on_results_open_requested)
        label.connect_keys(self._window.actions_by_id, self._window.shortcuts)
        label.build_requested.connect(self._window.dataset.show_with_labels)
        self._window.dataset.use_requested.connect(self._on_dataset_use_requested)
        for building in (self._window.train_panel, self._window.studies):
            building.build_requested.connect(self._window.dataset.show_dialog)
        label.labelling.name_wanted.connect(lambda: self._window.show_tab("label"))
        label.panel_made.connect(self._on_label_panel_made)
        label.labelling.mode_changed.connect(self._on_labelling_mode_changed)

    def _connect_report(self) -> None:
        window, report = self._window, self._window.export.report
        report.answer, report.heat = self._answer_on_screen, self._heat_on_screen
        window.export.heat_shown = self._heat_shown
        window.classify_panel.answers.changed.connect(report.look)
        window.classify_panel.answers.changed.connect(window.export.pacs.look)
        window.explain_panel.explaining.changed.connect(report.look)

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

    def _answer_on_screen(self) -> tuple[Prediction, ModelCard | None] | None:
        panel = self._window.classify_panel
        answer = panel.answers.of(self._window.state.active)
        if answer is None:
            return None
        same = panel.card is not None and panel.card.sha256 == answer.prediction.model_sha256
        return answer.prediction, panel.card if same else None

    def _heat_on_screen(self) -> HeatOnImage | None:
        window = self._window
        heat, frame = window.explain_panel.explaining.find(HEAT, window.state.active), window.state.frame
        if not isinstance(heat, Heat) or frame is None:
            return None
        return HeatOnImage(heat.map, window.explain_panel.explaining.look, frame.rows, frame.columns)

    def _heat_shown(self) -> ShownHeat | None:
        explaining = self._window.explain_panel.explaining
        heat = explaining.find(HEAT, self._window.state.active) if explaining.is_shown else None
        return ShownHeat(heat.map, explaining.look) if isinstance(heat, Heat) else None

    def _on_label_panel_made(self, panel: LabelPanel) -> None:
        from viewer.label.strip import LabelStrip

        window = self._window
        window.docks.add_tab("label", panel)
        window.image_area.add_strip(LabelStrip(window.label.labelling, window.image_area))
        panel.addActions([window.actions_by_id[name] for name in KEYED])
        panel.reader_field.returnPressed.connect(lambda: window.image_view.setFocus())

    def _on_dataset_use_requested(self, table: Path) -> None:
        window = self._window
        window.train_panel.set_data(table)
        window.show_tab("train")
        window.raise_()
        window.activateWindow()

    def _on_labelling_mode_changed(self, on: bool) -> None:
        window = self._window
        window.docks.set_tab_shown("label", shown=on)
        if on:
            window.show_tab("label")
            window.image_view.setFocus()

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
                view.set_result_overlay(*plate(answer))

    def _on_results_open_requested(self, path: Path) -> None:
        window = self._window
        window.browser.point_at(path)
        window.opening.open(path)

    def _on_compare_requested(self, runs: tuple[Path, ...]) -> None:
        window = self._window
        window.compare_panel.set_runs(runs)
        window.show_tab("compare")
        window.raise_()
        window.activateWindow()

    def _on_shelving_added(self, name: str) -> None:
        window = self._window
        window.classify_panel.reload_models(name)
        self._offer_models()
        window.results.reload_models()
        window.show_tab("classify")

    def _on_models_shelf_changed(self, changed: Changed) -> None:
        """Choose a model that is new; stay with the chosen one also if it has another name now."""
        panel = self._window.classify_panel
        chosen = panel.card.name if panel.card is not None else ""
        panel.reload_models(changed.name if changed.is_new or chosen == changed.was else "")
        self._window.results.reload_models()
        self._offer_models()

    def _offer_models(self) -> None:
        self._window.train_panel.offer_models(self._window.classify_panel.model_names)

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
        window.classify_panel.set_engine(window.settings["engine"], window.settings["precision"])
        window.panes.set_rendering(rendering_of(window.settings))
