"""What the windows that are offered are called in the user's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from viewer.display.offers import Kind, Offer


def offer_title(offer: Offer) -> str:
    """Name an offer; what the file, the user or a model called it stays as it is."""
    if offer.kind in (Kind.OWN, Kind.LEARNED):
        return offer.name
    return QCoreApplication.translate("presets", offer.name)
