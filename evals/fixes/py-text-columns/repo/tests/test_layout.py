from layout.columns import columns
from layout.wrap import wrap


def test_nothing():
    assert wrap("", 10) == []
    assert columns([], 5) == []


def test_last_line():
    assert wrap("one two three", 7) == ["one two", "three"]


def test_one_line():
    assert wrap("short", 10) == ["short"]


def test_columns():
    assert columns(["a b c", "d"], 3) == ["a b  d", "c"]
