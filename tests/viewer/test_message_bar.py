"""The messages over the image: what replaces what, and whose button is shown."""

import pytest

from viewer.message_bar import MessageBar, Until


@pytest.fixture
def bar(qtbot):
    bar = MessageBar()
    qtbot.addWidget(bar)
    return bar


def test_a_message_takes_the_place_of_one_that_holds_as_long(bar):
    bar.say("first")
    bar.say("second")
    assert bar.text == "second"


def test_the_lasting_message_is_above(bar):
    bar.say("for this image")
    bar.say("until the next request", Until.NEXT_REQUEST)
    assert bar.text == "until the next request\nfor this image"
    bar.over(Until.NEXT_IMAGE)
    assert bar.text == "until the next request"


@pytest.mark.parametrize("late", [False, True])
def test_two_matters_stand_side_by_side_whichever_comes_first(bar, late):
    def refuse():
        bar.say("refused", Until.NEXT_REQUEST)

    def find():
        bar.offer("found", "Show", lambda: None, Until.NEXT_REQUEST, "carried")

    for tell in (find, refuse) if late else (refuse, find):
        tell()
    assert set(bar.text.splitlines()) == {"refused", "found"}
    assert not bar._remedy.isHidden()
    bar.over(Until.NEXT_REQUEST)
    assert bar.text == ""
    assert bar._remedy.isHidden()


def test_the_button_is_of_the_last_offer_and_goes_with_its_message(bar):
    pressed = []
    bar.offer("one", "First", lambda: pressed.append("one"), Until.CLOSED)
    bar.offer("two", "Second", lambda: pressed.append("two"))
    assert bar._remedy.text() == "Second"
    bar._remedy.click()
    assert pressed == ["two"]
    bar.say("three")
    assert bar._remedy.isHidden()
    bar.clear()
    assert bar.isHidden()
