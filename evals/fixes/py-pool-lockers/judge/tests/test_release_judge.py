import pytest

from pool.lockers import Lockers
from pool.rental import Rental


def filled(*starts):
    lockers = Lockers(len(starts))
    for index, start in enumerate(starts):
        lockers.rent(f"guest {index}", start)
    return lockers


@pytest.mark.parametrize("count", [1, 2, 5, 40])
def test_everything_overdue(count):
    lockers = filled(*["8:00"] * count)
    assert lockers.release_overdue("21:00") == [(n + 1, f"guest {n}") for n in range(count)]
    assert lockers.rentals == {}
    assert lockers.free() == list(range(1, count + 1))


def test_some_overdue():
    lockers = filled("8:00", "13:00", "8:30", "13:30")
    assert lockers.release_overdue("14:00") == [(1, "guest 0"), (3, "guest 2")]
    assert sorted(lockers.rentals) == [2, 4]
    assert lockers.rentals[2].guest == "guest 1"


def test_order_of_numbers_after_renting_again():
    lockers = filled("8:00", "8:00", "8:00")
    lockers.give_back(1, "8:30")
    lockers.rent("late", "8:40")
    assert [number for number, _ in lockers.release_overdue("18:00")] == [1, 2, 3]


def test_more_guests_wait_than_lockers_are_freed():
    lockers = filled("8:00", "8:00")
    for guest in ("a", "b", "c"):
        lockers.wait(guest)
    lockers.release_overdue("15:00")
    assert lockers.rentals == {1: Rental("a", "15:00"), 2: Rental("b", "15:00")}
    assert list(lockers.waiting) == ["c"]


def test_nothing_rented():
    assert Lockers(2).release_overdue("12:00") == []
