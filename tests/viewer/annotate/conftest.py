"""An image view with annotations on it, 4 screen pixels per image pixel."""

import numpy as np
import pytest

from core.dicom.catalogue import Catalogue
from core.dicom.frame import Identity
from core.display.view import View

SIDE = 400


@pytest.fixture
def catalogue(tmp_path):
    made = Catalogue(tmp_path / "catalogue.sqlite")
    yield made
    made.close()


@pytest.fixture
def annotating(state, jobs, catalogue):
    from viewer.annotate.annotating import Annotating

    return Annotating(state, jobs, catalogue)


@pytest.fixture
def view(qtbot, state, annotating):
    from viewer.image.view import ImageView

    widget = ImageView(state.images[0], state)
    qtbot.addWidget(widget)
    widget.resize(SIDE, SIDE)
    widget.show()
    annotating.attach(widget)
    widget.setFocus()
    return widget


@pytest.fixture
def image(make_frame):
    """Makes a frame of 100 by 100 pixels, with a UID of its own."""

    def made(uid="1.2.3", stored=None, **facts):
        stored = (np.arange(10_000).reshape(100, 100) * 37) % 4096 if stored is None else stored
        return make_frame(stored, identity=Identity(instance_uid=uid), **facts)

    return made


@pytest.fixture
def show(qtbot, state, annotating):
    """Puts a frame on screen and waits until what is kept of it is there."""

    def shown(frame):
        state.set_frame(frame, View(None))
        qtbot.waitUntil(lambda: annotating.pad.sheet.arrived, timeout=5000)
        return annotating.pad

    return shown


@pytest.fixture
def pad(view, show, image):
    """The annotations of an image on screen; none yet."""
    return show(image())
