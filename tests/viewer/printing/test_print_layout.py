"""Where images lie on paper, how large they are there, and what the page says of it."""

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from core.dicom.frame import Identity, Spacing, SpacingKind
from core.display.orientation import Orientation
from core.display.view import default_view
from core.errors import Cxr12Error
from viewer.export.order import Scene
from viewer.export.picture import pixels_of
from viewer.image.geometry import Placement
from viewer.printing import cell as cells
from viewer.printing import pages
from viewer.printing.order import Box, Layout, Lie, Paper, PrintOrder, lies_across, sheet
from viewer.printing.pages import Print, Unread, preview_page, write_pages

BRIGHT = 4000


@pytest.fixture
def scene(qapp, make_frame):
    """A dark image of 300 x 500 pixels with a bright rectangle of 100 rows and 200 columns in its middle."""

    def make(spacing=(0.4, 0.25), kind=SpacingKind.CALIBRATED, **how):
        stored = np.full((300, 500), 100, np.uint16)
        stored[100:200, 150:350] = BRIGHT
        gap = Spacing(*spacing, kind) if spacing else None
        frame = make_frame(stored, spacing=gap, identity=Identity(patient_name="DOE^JANE", patient_id="ID-77"))
        return Scene(frame, default_view(frame), **how)

    return make


def bright(picture):
    """Height and width of the largest bright area inside the black of the images."""
    found = ((picture > 150) & inside(picture)).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(found, connectivity=4)
    largest = stats[1:][stats[1:, cv2.CC_STAT_AREA].argmax()]
    return largest[cv2.CC_STAT_HEIGHT], largest[cv2.CC_STAT_WIDTH]


def inside(picture):
    """What of a page lies inside images: all but the white paper, which reaches the page's corners."""
    height, width = picture.shape
    flooded = picture.copy()
    mask = np.zeros((height + 2, width + 2), np.uint8)
    cv2.floodFill(flooded, mask, (0, 0), 7, 40, 40)
    return mask[1:-1, 1:-1] == 0


def one(order, scene, rows=1, columns=1):
    return Print(order, (scene,), rows, columns, 1.0)


def rasterised(path, dpi, page=1):
    """A page of a PDF file as another program paints it, grey."""
    if shutil.which("pdftoppm") is None:
        pytest.skip("pdftoppm is not installed: nothing else here paints a PDF file")
    command = ["pdftoppm", "-gray", "-r", str(dpi), "-f", str(page), "-l", str(page), "-singlefile", str(path)]
    subprocess.run([*command, str(path.with_suffix(""))], check=True)
    return cv2.imread(str(path.with_suffix(".pgm")), cv2.IMREAD_GRAYSCALE)


BARE = {"texts": False, "annotations": False}


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("paper", [Paper.A4, Paper.LETTER])
def test_true_size_is_true_in_a_pdf_file_that_another_program_paints(scene, tmp_path, turned, paper):
    shown = scene(orientation=Orientation(1, False) if turned else Orientation())
    order = PrintOrder(paper=paper, lie=Lie.PORTRAIT, true_size=True, **BARE)
    path = tmp_path / "page.pdf"
    assert list(write_pages(one(order, shown), path)) == [(1, 1)]
    dpi = 254  # ten pixels to a millimetre
    picture = rasterised(path, dpi)
    assert [round(side / 10) for side in picture.shape] == [round(side) for side in paper.value[::-1]]
    expected = (100 * 0.4, 200 * 0.25)  # mm, rows of 0.4 and columns of 0.25
    height, width = bright(picture)
    assert (height / 10, width / 10) == pytest.approx(expected[::-1] if turned else expected, abs=0.25)


def test_true_size_is_true_in_the_preview_too(scene):
    order = PrintOrder(paper=Paper.A3, lie=Lie.LANDSCAPE, true_size=True, **BARE)
    picture = pixels_of(preview_page(one(order, scene()), 0))
    assert picture.shape == (round(297 / 25.4 * 110), round(420 / 25.4 * 110))
    assert bright(picture) == pytest.approx((40 / 25.4 * 110, 50 / 25.4 * 110), abs=1.5)


def test_the_bar_on_the_page_is_fifty_millimetres_long(scene, tmp_path):
    path = tmp_path / "page.pdf"
    list(write_pages(one(PrintOrder(true_size=True, lie=Lie.PORTRAIT), scene()), path))
    picture = rasterised(path, 254)
    footer = (picture[-220:-100] < 128).astype(np.uint8)  # 12 mm over the margin of 10 mm
    _, _, stats, _ = cv2.connectedComponentsWithStats(footer, connectivity=8)
    assert stats[1:, cv2.CC_STAT_WIDTH].max() / 10 == pytest.approx(50, abs=0.4)


def test_fitted_images_fill_their_cell_and_the_line_tells_the_scale(scene):
    order = PrintOrder(lie=Lie.PORTRAIT, **BARE)
    page = sheet(210, 297, 1, 1)
    assert page.cells == (Box(10, 10, 190, 257),)
    assert page.footer == Box(10, 275, 190, 12)
    made = cells.printed(scene(), order, page.cells[0], 4.0)
    greys = pixels_of(made.picture)
    assert greys.shape == (1028, 760)
    # 125 mm wide on 190 mm: everything is 1.52 times as large, the rectangle of 40 x 50 mm too.
    rows, columns = np.nonzero(greys > 150)
    assert (np.ptp(rows) + 1, np.ptp(columns) + 1) == pytest.approx((40 * 1.52 * 4, 50 * 1.52 * 4), abs=2)
    assert made.caption == "Fitted: 152 % of the size by Pixel Spacing (0028,0030)"


@pytest.mark.parametrize(
    ("spacing", "kind", "said"),
    [
        ((0.4, 0.25), SpacingKind.CALIBRATED, "1:1 by Pixel Spacing (0028,0030)"),
        ((0.4, 0.25), SpacingKind.UNKNOWN, "1:1 by Pixel Spacing (0028,0030), which may be calibrated or not"),
        ((0.4, 0.25), SpacingKind.DETECTOR,
         "1:1 by Imager Pixel Spacing (0018,1164), at the detector; the patient is magnified"),
        ((0.9, 0.9), SpacingKind.CALIBRATED, "1:1 by Pixel Spacing (0028,0030); cut off at its edges"),
        (None, None, "Not 1:1: the file gives no pixel spacing, so the true size is unknown"),
    ],
)  # fmt: skip
def test_the_page_says_what_its_size_means(scene, spacing, kind, said):
    cell = sheet(210, 297, 1, 1).cells[0]
    assert cells.printed(scene(spacing, kind), PrintOrder(true_size=True), cell, 2.0).caption == said


def test_zoom_and_position_are_those_of_the_screen(scene):
    """A view of 400 x 200 whose middle pixel is the rectangle's upper left corner, magnified twice."""
    shown = scene((0.2, 0.2), placement=Placement(500, 300, 2.0, 1.0, 200 - 300.0, 100 - 200.0), size=(400, 200))
    order = PrintOrder(layout=Layout.AS_SHOWN, **BARE)
    made = cells.printed(shown, order, Box(0, 0, 100, 60), 4.0)
    greys = pixels_of(made.picture)
    assert greys.shape == (240, 400)
    rows, columns = np.nonzero(greys > 150)
    assert (rows.min(), columns.min()) == (120, 200)
    assert made.caption == "As on screen: 250 % of the size by Pixel Spacing (0028,0030)"  # 2 pixels are 0.5 mm


def test_cells_of_a_page_are_alike_and_do_not_meet():
    for rows, columns in ((1, 2), (2, 2), (2, 3)):
        page = sheet(297, 210, rows, columns)
        assert len(page.cells) == rows * columns
        assert len({(round(cell.width, 6), round(cell.height, 6)) for cell in page.cells}) == 1
        right = max(cell.x + cell.width for cell in page.cells)
        bottom = max(cell.y + cell.height + page.caption_mm for cell in page.cells)
        assert (right, bottom) == pytest.approx((287, page.footer.y))
        for before, after in zip(page.cells, page.cells[1:], strict=False):
            assert after.y > before.y or after.x == pytest.approx(before.x + before.width + 3)


def test_paper_lies_as_the_images_are_largest():
    order = PrintOrder()
    assert not lies_across(order, 1, 1, 0.8)
    assert lies_across(order, 1, 1, 1.5)
    assert lies_across(order, 1, 2, 0.8)
    assert lies_across(replace(order, lie=Lie.LANDSCAPE), 1, 1, 0.5)
    assert not lies_across(replace(order, lie=Lie.PORTRAIT), 1, 2, 0.8)


@pytest.mark.parametrize(
    ("asked", "hidden", "there"), [(True, False, True), (True, True, False), (False, False, False)]
)
def test_the_patient_is_named_only_where_asked_for_and_shown(scene, asked, hidden, there):
    order = PrintOrder(patient=asked)
    box = Box(0, 0, 100, 60)
    made = pixels_of(cells.printed(scene(hidden=hidden), order, box, 4.0).picture)
    without = pixels_of(cells.printed(scene(hidden=True), replace(order, patient=False), box, 4.0).picture)
    assert (not np.array_equal(made, without)) is there


def test_texts_are_left_out_when_they_are_not_asked_for(scene):
    bare = pixels_of(cells.printed(scene(), PrintOrder(texts=False), Box(0, 0, 100, 100), 4.0).picture)
    told = pixels_of(cells.printed(scene(), PrintOrder(), Box(0, 0, 100, 100), 4.0).picture)
    assert bare[:40].max() == 0  # over the image, where the texts stand
    assert told[:40].max() > 150


def test_pages_are_filled_and_numbered(scene, tmp_path, monkeypatch):
    said = []
    monkeypatch.setattr(pages, "_tr", lambda text: said.append(text) or text)
    wanted = Print(PrintOrder(layout=Layout.FOUR, **BARE), (scene(),) * 5, 2, 2, 1.0)
    assert wanted.page_count == 2
    path = tmp_path / "five.pdf"
    assert list(write_pages(wanted, path)) == [(1, 2), (2, 2)]
    assert said.count("Page {0} of {1}") == 2
    content = path.read_bytes()
    assert content.count(b"/Type /Page\n") == 2
    assert content.count(b"/Subtype /Image") >= 1
    assert b"DOE" not in content
    assert len(np.unique(bright_cells(wanted, 0))) == 1 + 4
    assert len(np.unique(bright_cells(wanted, 1))) == 1 + 1


def bright_cells(wanted, number):
    """The bright rectangles of a page, numbered from 1."""
    picture = pixels_of(preview_page(wanted, number))
    _, labels, stats, _ = cv2.connectedComponentsWithStats((((picture > 150) & inside(picture)) * 255).astype(np.uint8))
    small = np.nonzero(stats[:, cv2.CC_STAT_AREA] < 500)[0]
    labels[np.isin(labels, small)] = 0
    return labels


def test_an_image_that_cannot_be_read_leaves_its_reason_on_the_page_and_the_others_stay(scene, tmp_path):
    gone = Unread(Path(tmp_path / "DOE.dcm"), 0, scene(hidden=True), lambda frame: ())
    wanted = Print(PrintOrder(layout=Layout.TWO, lie=Lie.LANDSCAPE, **BARE), (gone, scene()), 1, 2, 1.0)
    labels = bright_cells(wanted, 0)
    assert len(np.unique(labels)) == 2
    assert np.nonzero(labels)[1].min() > labels.shape[1] / 2


def test_a_pdf_is_whole_or_not_there_and_replaces_no_other_file(scene, tmp_path):
    path = tmp_path / "page.pdf"
    path.write_bytes(b"somebody's")
    with pytest.raises(Cxr12Error, match="not replaced"):
        list(write_pages(one(PrintOrder(), scene()), path))
    assert path.read_bytes() == b"somebody's"
    path.unlink()
    begun = write_pages(Print(PrintOrder(), (scene(),) * 3, 1, 1, 1.0), path)
    next(begun)
    begun.close()
    assert list(tmp_path.iterdir()) == []


def test_the_greys_on_the_page_are_not_a_jpeg(scene, tmp_path):
    path = tmp_path / "page.pdf"
    list(write_pages(one(PrintOrder(), scene()), path))
    assert b"/DCTDecode" not in path.read_bytes()
