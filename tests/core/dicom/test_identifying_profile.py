"""What is taken to be harmless, against the list of the standard as another library has it."""

import pytest
from dicomanonymizer.dicom_anonymization_databases import dicomfields_2026c
from pydicom.datadict import dictionary_has_tag, dictionary_VR, keyword_for_tag

from core.dicom.identifying import is_identifying
from core.dicom.tags import TagRow

LISTED = sorted({group << 16 | element for group, element, *more in dicomfields_2026c.ALL_TAGS if not more})


def row(tag, vr, value="(1)"):
    return TagRow(tag, vr, keyword_for_tag(tag), "", value)


def test_the_list_is_there():
    assert len(LISTED) > 500
    assert 0x00100010 in LISTED


@pytest.mark.parametrize("tag", [tag for tag in LISTED if dictionary_has_tag(tag)], ids=hex)
def test_every_attribute_of_table_e_1_1_is_identifying(tag):
    """PS3.15 Table E.1-1; of a sequence, which has no value of its own, what stands in it is judged."""
    vr = dictionary_VR(tag).split(" or ")[0]
    assert vr == "SQ" or is_identifying(row(tag, vr))


@pytest.mark.parametrize("keyword", ["Modality", "ViewPosition", "KVP", "ImagerPixelSpacing", "Rows", "WindowCenter"])
def test_what_describes_the_picture_is_not(keyword):
    from pydicom.datadict import tag_for_keyword

    tag = tag_for_keyword(keyword)
    assert tag not in LISTED
    assert not is_identifying(row(tag, dictionary_VR(tag), "1"))


@pytest.mark.parametrize(
    ("keyword", "vr", "value"),
    [
        ("PatientName", "CS", "DOE JANE"), ("StudyDescription", "DS", "19650203"), ("OtherPatientIDs", "SS", "5"),
        ("KVP", "DS", "DOEJANE"), ("ViewPosition", "CS", "DOE^JANE"), ("ImageType", "CS", "ORIGINAL\\PRIMARY\\DOE^J"),
    ],
)  # fmt: skip
def test_a_name_that_passes_for_something_else_is_identifying(keyword, vr, value):
    """A file may say any VR of an attribute, and put any text where a number should be."""
    from pydicom.datadict import tag_for_keyword

    assert is_identifying(row(tag_for_keyword(keyword), vr, value))


def test_free_text_without_a_tag_is_and_a_note_is_not():
    assert is_identifying(TagRow(None, "UT", "", "Comment", "words"))
    assert not is_identifying(TagRow(None, "", "", "Note", "words"))
    assert not is_identifying(TagRow(None, "UT", "", "Comment", ""))
