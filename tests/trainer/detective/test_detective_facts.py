"""How images are grouped by facts beside the finding."""

from pathlib import Path

from trainer.dataset import Dataset, Row
from trainer.detective.facts import FACTS, facts_of, grouped, grouped_sizes, name_patterns
from trainer.detective.headers import Header


def dataset(names, labels=None, facts=()):
    labels = labels or ["a"] * len(names)
    rows = [
        Row(str(i), Path(name), label, f"patient{i}", "", f"{i:04}", 8, facts)
        for i, (name, label) in enumerate(zip(names, labels, strict=True))
    ]
    return Dataset(tuple(rows), tuple(sorted(set(labels))), "f")


def test_a_file_name_keeps_what_many_share():
    names = [f"Clinic_{i:04x}.png" for i in range(0xA0, 0xA5)] + [f"{i:08}_000.dcm" for i in range(5)]
    assert name_patterns(dataset(names)) == ["clinic_*.png"] * 5 + ["*_*.dcm"] * 5


def test_a_name_that_only_repeats_the_label_says_nothing_new():
    names = [f"covid-19_{i}.png" for i in range(5)] + [f"normal_{i}.png" for i in range(5)]
    labels = ["covid_19"] * 5 + ["normal"] * 5
    assert set(name_patterns(dataset(names, labels))) == {"*_*.png"}
    thesis = [f"{1 + i % 4}_{i}.png" for i in range(20)]
    assert set(name_patterns(dataset(thesis))) == {"*_*.png"}


def test_a_name_of_a_person_is_nobodys_pattern():
    names = [f"{name}_{i}.png" for i, name in enumerate(["Miller", "Meyer", "Moreau", "Murray", "Mori", "Martin"])]
    assert set(name_patterns(dataset(names))) == {"*_*.png"}


def test_values_of_few_patients_are_put_together():
    values = ["x"] * 6 + ["y"] * 4 + ["z"] + [""] * 5
    assert grouped(values, [str(i) for i in range(16)]) == ["x"] * 6 + ["other"] * 5 + [""] * 5
    assert grouped(["x"] * 9, ["one patient"] * 9) == ["other"] * 9


def test_sizes_are_groups_where_many_share_them_and_quarters_where_not():
    headers = [Header(rows=1024, columns=1024)] * 5 + [Header(rows=1000 + 10 * i, columns=900) for i in range(8)]
    found = grouped_sizes(headers, [str(i) for i in range(13)])
    assert found[:5] == ["1024 x 1024"] * 5
    assert found[5:] == [f"other, quarter {i // 2}" for i in range(8)]


def test_the_table_goes_before_the_header():
    header = Header(rows=10, columns=20, photometric="MONOCHROME1", manufacturer="ACME", view="AP", institution="HERE")
    told = facts_of(dataset(["1.dcm"], facts=(("source", "There"), ("view", "pa"), ("manufacturer", ""))), [header])
    assert tuple(told) == FACTS
    assert {name: value for name, (value,) in told.items()} == {
        "manufacturer": "ACME",
        "matrix": "10 x 20",
        "bits_stored": "8",
        "photometric": "MONOCHROME1",
        "view": "PA",
        "source": "THERE",
        "file_name": "*.*",
    }
    assert facts_of(dataset(["1.dcm"]), [header])["source"] == ["HERE"]
