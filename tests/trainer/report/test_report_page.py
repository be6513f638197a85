"""The page: every number is in the twin, the twin agrees with the run folders, and nothing else is on either."""

import csv
import json
import re

import numpy as np
import pytest
from browsing import Page, at, strings
from sklearn.metrics import accuracy_score, confusion_matrix

from benchmarks.report import CLASSES, made_runs
from trainer.comparing import Declared, compare_arms
from trainer.report import write

FIXED = ("95 %", "99 %", "chance 0.5", " - CXR-12")
"""All that the page says with digits by itself."""


def shown(text):
    """What a written number says, and how far it may be from the full one."""
    plain = text.replace("\u2212", "-").replace("\u202f", "")
    return float(plain), 0.5000001 * 10.0 ** -len(plain.partition(".")[2])


def test_every_number_of_the_page_is_in_the_twin(page, twin):
    numbers = Page(page).numbers
    assert len(numbers) > 300
    for attributes, text in numbers:
        number = at(twin, attributes["data-at"])
        if number is None:
            assert (attributes["value"], text) == ("", "\u2013")
            continue
        assert float(attributes["value"]) == number
        if text.startswith("<"):
            assert number < float(text[1:])
        else:
            value, off = shown(text)
            assert abs(value - number) <= off, attributes


def test_no_number_comes_from_elsewhere(page, twin):
    def plain(text):
        return re.sub(r"[-_\s]+", " ", text).lower()

    told = plain(" | ".join(strings(twin)))
    for text in " \u00b7 ".join(Page(page).texts).split(" \u00b7 "):
        without = text
        for fixed in FIXED:
            without = without.replace(fixed, "")
        known = any(plain(one).strip(" .,;:()") in told for one in (text, without))
        assert known or not re.search(r"\d", without), text


def test_figures_are_those_of_the_predictions(twin, runs):
    for number, run in enumerate(runs):
        with (run / "predictions.csv").open(newline="") as file:
            rows = list(csv.DictReader(file))
        truth = [row["label"] for row in rows]
        calls = [max(CLASSES, key=lambda name, row=row: float(row[name])) for row in rows]
        arm, seed = divmod(number, 2)
        figures = {one["name"]: one for one in twin["compared"]["arms"][arm]["figures"]}
        assert figures["accuracy"]["per_seed"][seed] == pytest.approx(accuracy_score(truth, calls))
        if not seed:
            total = confusion_matrix(truth, calls, labels=CLASSES)
        else:
            total = total + confusion_matrix(truth, calls, labels=CLASSES)
            rows = twin["confusion"][arm]["rows"]
            assert [[cell["count"] for cell in row["cells"]] for row in rows] == total.tolist()
            np.testing.assert_allclose(
                [[cell["share"] for cell in row["cells"]] for row in rows], total / total.sum(axis=1, keepdims=True)
            )


def test_question_and_verdict_come_first_then_what_to_beware(page, twin):
    text = Page(page).text
    (contrast,) = twin["compared"]["contrasts"]
    sentence = contrast["sentence"]
    places = [text.index(one) for one in ("Does depth matter?", sentence[1:], "Be careful", "Differences, paired")]
    assert places == sorted(places)
    assert all(text.count(warning) == 3 for warning in twin["findings"][0]["warnings"])  # answer, shortcuts, limits
    assert len(twin["findings"]) == 1  # the same ones of two runs
    assert "not stored before" not in text
    assert twin["equivalence_percent"] == 90


def test_factors_are_named(page, twin):
    (row,) = twin["ledger"]
    assert row["may_say"] == "bit depth"
    assert "A and B: bit depth" in Page(page).text
    assert [factor["name"] for factor in row["factors"]] == ["bit depth"]


def test_nothing_is_loaded_and_nothing_runs(page):
    tags = Page(page).tags
    assert not {"script", "img", "link", "iframe", "object", "form", "image", "use"} & {tag for tag, _ in tags}
    assert not [name for _, attributes in tags for name in attributes if name.startswith("on")]
    links = [value for _, attributes in tags for name, value in attributes.items() if name in ("href", "src")]
    anchors = {attributes["id"] for _, attributes in tags if "id" in attributes}
    assert links
    assert all(link.startswith("#") and link[1:] in anchors for link in links)
    assert "url(" not in page.replace("url(#chart", "")
    assert "default-src 'none'" in page


def test_charts_are_described(page):
    tags = Page(page).tags
    charts = [attributes for tag, attributes in tags if tag == "svg" and attributes.get("class") == "chart"]
    assert len(charts) == 2 * len(CLASSES) + 3
    ids = [attributes["id"] for _, attributes in tags if "id" in attributes]
    assert len(set(ids)) == len(ids)
    for chart in charts:
        assert chart["role"] == "img"
        assert set(chart["aria-labelledby"].split()) <= set(ids)


def test_no_path_and_no_patient(written, runs, found):
    for path in written:
        text = path.read_text(encoding="utf-8")
        assert "planted-path" not in text
        assert str(runs[0].parent) not in text
        assert not re.search(r"[0-9a-f]{8}patient", text)
    assert runs[0].name in written[1].read_text()  # the name of a folder is all that stands for it


def test_rows_of_disagreement_are_those_that_differ(twin, runs):
    means = []
    for first in (0, 2):
        tables = []
        for run in runs[first : first + 2]:
            with (run / "predictions.csv").open(newline="") as file:
                tables.append([[float(row[name]) for name in CLASSES] for row in csv.DictReader(file)])
        means.append(np.mean(tables, axis=0))
    differ = np.flatnonzero(means[0].argmax(axis=1) != means[1].argmax(axis=1))
    assert {one["row"] for one in twin["compared"]["disagreements"]} == {f"{i:016x}" for i in differ}
    assert twin["counts"]["disagreements"] == len(differ) > 0


def test_with_one_seed_it_is_about_these_two_networks(tmp_path, runs):
    page, beside = write(compare_arms([runs[0], runs[2]], Declared(resamples=200)), tmp_path / "one.html")
    text = Page(page.read_text(encoding="utf-8")).text
    assert "These two networks" in text
    assert "these two networks" in json.loads(beside.read_text())["compared"]["contrasts"][0]["sentence"]
    assert "not stored before the first run" in text
    assert "a difference may not be put down to one factor" in text


def test_hostile_names_are_only_words(page, tmp_path):
    bad = '<script>alert("1")</script>&amp;\u202e\x07'
    classes = (bad, "x" * 1000)
    name = "</svg><script>2</script>" + "y" * 1000
    arms = ({"name": name, "start_from": bad}, {"name": name, "start_from": "z" * 1000})
    runs = made_runs(tmp_path / "<b>runs", arms, (1, 2), patients=20, classes=classes)
    hostile = {"cxr12": "<script>3</script>", "host": "secret-host", "packages": {"<i>": "<script>"}}
    (runs[0] / "environment.json").write_text(json.dumps(hostile))
    compared = compare_arms(runs, Declared(resamples=200))
    out, beside = write(compared, tmp_path / "r.html", title=bad, question=bad + "q" * 1000)
    text = out.read_text(encoding="utf-8")
    assert {tag for tag, _ in Page(text).tags} <= {tag for tag, _ in Page(page).tags}
    assert Page(text).text.count("<script>") > 10
    assert "\u202e" not in text
    assert "\x07" not in text
    assert "secret-host" not in text + beside.read_text()
    twin = json.loads(beside.read_text(encoding="utf-8"))
    assert twin["compared"]["classes"] == [bad.replace("\u202e", "\ufffd").replace("\x07", "\ufffd"), "x" * 1000]
    cells = re.findall(r"<(?:th|td)[^>]*>(?:(?!</t[hd]>).)*</t[hd]>", text, re.DOTALL)
    words = [word for cell in cells for word in re.sub(r"<[^>]*>", " ", cell).split()]
    assert max(map(len, words)) <= 100  # a table stays as wide as the page
