"""What core says is known again and said in Vietnamese: by hand, and every template with values in it."""

import re

import pytest
import sentences as recipe
import translations
from PySide6.QtCore import QCoreApplication, QTranslator

from core.dicom.read import read
from core.errors import RefusedError
from resources import resource
from viewer.message import Note, sentence
from viewer.sentences import in_language


@pytest.fixture
def vietnamese(qapp):
    translator = QTranslator()
    assert translator.load(str(resource("translations", "cxr12_vi.qm")))
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


def test_the_shipped_templates_are_those_of_the_source():
    shipped = (translations.FOLDER / "sentences.json").read_text(encoding="utf-8")
    assert shipped == translations.spoken(), "run `make translations`"


def test_english_stays_as_it_is(qapp):
    assert in_language("the folder cannot be listed: no such folder") == "the folder cannot be listed: no such folder"


@pytest.mark.parametrize(
    ("english", "said"),
    [
        ("expected 4 frames, found 3", "cần 4 khung, nhưng có 3"),
        (
            "the compressed pixel data is damaged: it does not begin like JPEG",
            "dữ liệu điểm ảnh nén bị hỏng: không bắt đầu như JPEG",
        ),
        ("a.dcm: expected 4 frames, found 3", "a.dcm: cần 4 khung, nhưng có 3"),
        ("Expected 4 frames, found 3.", "Cần 4 khung, nhưng có 3."),
        ("Part of the image is missing.\nnobody knows this", "Một phần ảnh bị thiếu.\nnobody knows this"),
        ("The DICOMDIR cannot be parsed: it is damaged (x).", "Không phân tích được DICOMDIR: nó bị hỏng (x)."),
        ("The folder cannot be listed: no way.", "Không liệt kê được thư mục: no way."),
        ("The file became shorter while it was read.", "Tệp ngắn đi trong khi đang đọc."),
        (
            "paused, because the disk is full (12 MB free where the run is kept); the last checkpoint is kept: see to "
            "the disk, and resume the run",
            "tạm dừng, vì đĩa đã đầy (còn trống 12 MB ở nơi giữ lượt chạy); checkpoint cuối được giữ: hãy xem lại đĩa, "
            "rồi tiếp tục lượt chạy",
        ),
        ("it is damaged ((.*)+[)", "bị hỏng ((.*)+[)"),
        ("nobody knows this, or {0} either", "nobody knows this, or {0} either"),
        ("", ""),
    ],
)
def test_sentences_are_said_in_vietnamese(vietnamese, english, said):
    assert in_language(english) == said


def test_every_template_is_known_again_with_values_in_it(vietnamese):
    for template in recipe.sentences():
        values = [f"v{number}" for number in range(template.count("{"))]
        said = QCoreApplication.translate("sentences", template)
        assert in_language(template.format(*values)) == said.format(*values), template


def test_an_english_template_keeps_its_values_in_order():
    for template in recipe.sentences():
        assert re.findall(r"\{(\d+)\}", template) == [str(number) for number in range(template.count("{"))]


def test_a_file_that_cannot_be_read_is_told_in_vietnamese(vietnamese, qtbot, tmp_path):
    (tmp_path / "short.dcm").write_bytes(b"abc")
    with pytest.raises(RefusedError) as refused:
        read(tmp_path / "short.dcm")
    assert sentence(refused.value, hidden=True) == "quá ngắn để là DICOM: cần hơn 132 byte, nhưng có 3"
    note = Note()
    qtbot.addWidget(note)
    note.say(str(refused.value))
    assert note.text().endswith("quá ngắn để là DICOM: cần hơn 132 byte, nhưng có 3")


def test_values_that_are_sentences_or_numbers_are_said_too(vietnamese):
    said = in_language(
        "on these 200 patients no difference between 12-bit and 8-bit was shown: 12-bit minus 8-bit is +0.4 points of "
        "macro AUC (95 % interval -1.9 to +2.7, paired, 3 seeds, p = 1.000 after Holm over 2 comparisons); they are "
        "equivalent within 5 points (90 % interval of 12-bit minus 8-bit -1.5 to +2.3)"
    )
    assert said == (
        "trên 200 bệnh nhân này không cho thấy khác biệt nào giữa 12-bit và 8-bit: 12-bit trừ 8-bit là +0.4 điểm "
        "macro AUC (khoảng 95 % là -1.9 đến +2.7, paired, 3 seed, p = 1.000 sau Holm trên 2 so sánh); chúng tương "
        "đương trong phạm vi 5 điểm (khoảng 90 % của 12-bit trừ 8-bit là -1.5 đến +2.3)"
    )


def test_a_value_with_the_mark_that_ends_it_is_taken_whole(vietnamese):
    """The name holds a comma, as the template does after it."""
    said = in_language("AUC normal vs opacity within NIH, PA alone, one seed: 0.8 (0.7 to 0.9); chance 0.50.")
    assert said == "AUC normal so với opacity chỉ trong NIH, PA, một seed: 0.8 (0.7 đến 0.9); ngẫu nhiên 0.50."


def test_a_sentence_that_begins_large_and_ends_with_a_full_stop_is_taken_apart_alike(vietnamese):
    """An answer of the Compare panel, of networks with one seed each."""
    said = in_language(
        "On these 8 patients no difference between these two networks, of standard and of proposed, was shown: "
        "standard minus proposed is -6.3 points of macro AUC (95 % interval -31.2 to +17.4, paired, patients drawn "
        "again, seeds not: this says nothing of the methods, p = 0.605); equivalence within 2 points could not be "
        "shown (90 % interval of standard minus proposed -27.2 to +13.6)."
    )
    assert said.startswith("Trên 8 bệnh nhân này không cho thấy khác biệt nào giữa hai mạng này, của standard và ")
    assert said.endswith("(khoảng 90 % của standard trừ proposed là -27.2 đến +13.6).")
    assert not {"patients", "was", "not", "the", "points", "interval"} & set(said.split())
