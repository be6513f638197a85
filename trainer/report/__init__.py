"""The report on compared runs: one page of HTML that needs nothing else, and its JSON twin. No Qt, no Keras.

:func:`write` reads the run folders of the arms, gathers all it tells into the twin (:mod:`trainer.report.gather`), and
writes the page from the twin alone (:mod:`trainer.report.html`), so that no number stands on the page that is not in
the twin.
"""

from __future__ import annotations

from trainer.report.writing import report_on, save, write

__all__ = ("report_on", "save", "write")
