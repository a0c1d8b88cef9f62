"""The picture in the README is what the command prints today."""

from __future__ import annotations

from benchmarks.card_picture import PICTURE, picture

LARGEST = 60_000


def test_the_picture_of_a_card_is_the_card() -> None:
    assert PICTURE.read_text(encoding="utf-8") == picture()


def test_the_picture_is_small_and_its_text_is_text() -> None:
    drawn = PICTURE.read_text(encoding="utf-8")
    assert len(drawn.encode()) < LARGEST
    assert "KILLED, AS IT BECAME KNOWN</text>" in drawn
