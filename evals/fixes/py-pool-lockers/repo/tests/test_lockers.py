import pytest

from pool.lockers import Lockers, NoLocker
from pool.notice import notice
from pool.rental import Rental


@pytest.fixture
def lockers():
    lockers = Lockers(3)
    lockers.rent("Mia", "9:00")
    lockers.rent("Jon", "11:00")
    return lockers


def test_lowest_number_first(lockers):
    assert lockers.free() == [3]
    lockers.give_back(1, "10:00")
    assert lockers.rent("Ida", "10:05") == 1


def test_no_locker_left(lockers):
    lockers.rent("Ida", "11:00")
    with pytest.raises(NoLocker):
        lockers.rent("Tom", "11:00")


def test_waiting_guest_gets_the_locker(lockers):
    lockers.wait("Ida")
    lockers.give_back(2, "12:00")
    assert lockers.rentals[2] == Rental("Ida", "12:00")


def test_grace():
    assert not Rental("Mia", "9:00").overdue("11:10")
    assert Rental("Mia", "9:00").overdue("11:11")


def test_nothing_is_overdue(lockers):
    assert lockers.release_overdue("11:00") == []


def test_overdue_lockers_are_released(lockers):
    assert lockers.release_overdue("11:30") == [(1, "Mia")]
    assert lockers.free() == [1, 3]


def test_released_lockers_go_to_waiting_guests(lockers):
    lockers.wait("Ida")
    assert lockers.release_overdue("20:00") == [(1, "Mia"), (2, "Jon")]
    assert lockers.rentals == {1: Rental("Ida", "20:00")}


def test_notice():
    assert notice([(1, "Mia"), (2, "Jon")]) == "Please collect your things at the desk: Mia (1), Jon (2)."
    assert notice([]) == "All lockers are in order."
