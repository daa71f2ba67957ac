import pytest

from hall.rows import row_names
from hall.seats import Hall


def test_every_row_is_listed():
    assert Hall(3, 2).seats() == ["A1", "A2", "B1", "B2", "C1", "C2"]


def test_taken_seats_are_not_free():
    assert "A1" not in Hall(2, 2, ["A1"]).free()


def test_a_seat_is_taken_once():
    hall = Hall(2, 2)
    hall.take("A2")
    with pytest.raises(LookupError):
        hall.take("A2")


def test_too_many_rows():
    with pytest.raises(ValueError):
        row_names(27)
