"""The rules of the profile: which action, and what takes a value's place."""

import importlib

import pytest
from highdicom import _standard_utils as standard
from pydicom.datadict import tag_for_keyword

from core.export.deidentify.profile import Action, actions, is_radiograph
from core.export.deidentify.values import Substitutes, dummy, is_plausible

DX, SC, CT, PET = (f"1.2.840.10008.5.1.4.1.1.{end}" for end in ("1.1", "7", "2", "128"))
IODS = {
    "1.2.840.10008.5.1.4.1.1.1": "computed-radiography-image",
    DX: "digital-x-ray-image",
    "1.2.840.10008.5.1.4.1.1.1.2": "digital-mammography-x-ray-image",
    "1.2.840.10008.5.1.4.1.1.1.3": "digital-intra-oral-x-ray-image",
    SC: "secondary-capture-image",
    "1.2.840.10008.5.1.4.1.1.7.4": "multi-frame-true-color-secondary-capture-image",
    "1.2.840.10008.5.1.4.1.1.12.1": "x-ray-angiographic-image",
    "1.2.840.10008.5.1.4.1.1.12.2": "x-ray-radiofluoroscopic-image",
}


def rule(keyword, sop_class=DX):
    return actions(sop_class).get(tag_for_keyword(keyword))


@pytest.mark.parametrize(
    ("keyword", "action"),
    [  # read off PS3.15 Table E.1-1 and PS3.3, by hand
        ("PatientName", Action.EMPTY), ("PatientBirthDate", Action.EMPTY), ("StudyDate", Action.EMPTY),
        ("AccessionNumber", Action.EMPTY), ("PatientAge", Action.REMOVE), ("PatientComments", Action.REMOVE),
        ("StudyDescription", Action.REMOVE), ("IconImageSequence", Action.REMOVE), ("SOPInstanceUID", Action.NEW_UID),
        ("ReferencedSOPInstanceUID", Action.NEW_UID), ("ContentDate", Action.EMPTY), ("SeriesDate", Action.REMOVE),
        ("AcquisitionContextSequence", Action.EMPTY), ("InstitutionName", Action.REMOVE), ("Modality", None),
        ("PatientID", Action.EMPTY), ("RequestAttributesSequence", Action.REMOVE),
        ("SourceImageSequence", Action.REMOVE),
        ("PersonName", Action.DUMMY), ("ImageComments", Action.REMOVE), ("Rows", None),
    ],
)  # fmt: skip
def test_actions_for_a_radiograph(keyword, action):
    assert rule(keyword) is action


def test_other_images_keep_what_some_of_them_need():
    assert rule("SeriesDate", PET) is Action.DUMMY
    assert rule("AcquisitionDate", PET) is Action.EMPTY
    assert rule("ReferencedStudySequence", CT) is Action.REMOVE
    assert rule("SourceImageSequence", CT) is Action.CLEAN


@pytest.mark.parametrize(("sop_class", "iod"), IODS.items())
def test_no_action_breaks_the_kind_of_image(sop_class, iod):
    """The types that PS3.3 gives an attribute, as another library holds them: 1 is never emptied, 2 never removed."""
    assert is_radiograph(sop_class)
    modules = standard.get_module_attribute_map()
    broken = []
    for module in standard.get_iod_module_map()[iod]:
        if module["usage"] != "M":
            continue
        for attribute in modules[module["key"]]:
            action = rule(attribute["keyword"], sop_class) if not attribute["path"] else None
            if attribute["type"] == "1" and action in (Action.REMOVE, Action.EMPTY):
                broken.append(attribute["keyword"])
            if attribute["type"] in ("2", "2C") and action is Action.REMOVE:
                broken.append(attribute["keyword"])
    assert sorted(set(broken) - {"ResponsibleOrganization", "ResponsiblePerson"}) == []  # of animals; X in the table


def test_every_row_of_the_table_has_an_action():
    table = importlib.import_module("dicomanonymizer.dicom_anonymization_databases.dicomfields_2026c")
    pairs = [pair for pair in table.ALL_TAGS if len(pair) == 2]
    assert len(pairs) > 600
    for sop_class in (DX, CT):
        assert set(actions(sop_class)) == {group << 16 | element for group, element in pairs}
    repeating = [pair for pair in table.ALL_TAGS if len(pair) == 4]
    assert {pair[0] >> 8 for pair in repeating} == {0x50, 0x60}  # curves and overlays, all of them removed


def test_substitutes_are_the_same_for_the_same_and_follow_from_the_salt():
    one, other = Substitutes(bytes(32)), Substitutes(b"\1" + bytes(31))
    assert one.uid("1.2.3") == one.uid("1.2.3\0") == Substitutes(bytes(32)).uid("1.2.3")
    assert len({one.uid("1.2.3"), one.uid("1.2.4"), other.uid("1.2.3"), Substitutes().uid("1.2.3")}) == 4
    assert all(1 <= one.days(str(key)) <= 3652 for key in range(200))
    assert len({one.days(str(key)) for key in range(200)}) > 150
    assert "salt" not in repr(one)


@pytest.mark.parametrize(
    ("vr", "value", "fits"),
    [("DS", "1.5\\-2e3", True), ("DS", "DOE", False), ("IS", " 12 ", True), ("IS", "1.5", False), ("CS", "CHEST", True),
     ("CS", "DOE JANE OF SOMEWHERE", False), ("CS", "Nguyễn", False), ("LO", "anything at all", True)],
)  # fmt: skip
def test_values_are_what_their_vr_says(vr, value, fits):
    assert is_plausible(vr, value) is fits


@pytest.mark.parametrize(("vr", "value"), [("DA", "19000101"), ("AS", "000Y"), ("LO", "REMOVED"), ("FD", 0.0)])
def test_dummies(vr, value):
    assert dummy(vr) == value


def test_what_is_no_date_is_not_moved():
    moved = Substitutes(bytes(32))
    back = moved.days("k")
    assert moved.moved("DA", "20200301", "k") != "20200301"
    assert moved.moved("DA", "2020JUNK", "k") == moved.moved("DA", "20201399", "k") == ""
    assert moved.moved("TM", "101500.25", "k") == "101500.25"
    assert moved.moved("TM", "John", "k") == ""
    assert moved.moved("DT", "00010101", "k") == ""  # before the first day there is
    assert 1 <= back <= 3652
