"""UIDs follow from what they name."""

import hashlib
import uuid

import hypothesis.strategies as st
from hypothesis import given
from pydicom.uid import UID

from core.export.dicom.uids import derived_uid


@given(st.lists(st.text(), max_size=4), st.lists(st.text(), max_size=4))
def test_other_parts_give_another_uid(one, other):
    uids = derived_uid("a", *one), derived_uid("a", *other)
    assert (uids[0] == uids[1]) is (one == other)
    assert derived_uid("b", *one) != uids[0]
    for uid in uids:
        assert UID(uid).is_valid
        assert uuid.UUID(int=int(uid.removeprefix("2.25."))).version == 5


def test_it_is_the_uuid_that_the_page_says():
    """Worked out here from the words of the documentation: it must not change from version to version."""
    digest = hashlib.sha256(b'["series", "1.2.3"]').hexdigest()
    space = uuid.uuid5(uuid.NAMESPACE_DNS, "results.cxr12.invalid")
    assert derived_uid("series", "1.2.3") == f"2.25.{uuid.uuid5(space, digest).int}"
