import pytest

from transit.day import day_total, left_until_cap
from transit.fares import single_fare
from transit.riders import ADULT, CHILD, SENIOR, RiderGroup


@pytest.mark.parametrize(
    "end, group, cents",
    [
        ("Market Hall", ADULT, 190),
        ("Market Hall", CHILD, 95),
        ("Market Hall", SENIOR, 135),
        ("University", CHILD, 130),
        ("University", SENIOR, 185),
        ("Mill Road", SENIOR, 240),
        ("Airport", SENIOR, 290),
        ("Airport", RiderGroup("staff", 100), 0),
    ],
)
def test_reduced_fares(end, group, cents):
    assert single_fare("Quayside", end, group) == cents


def test_days_of_children():
    rides = [("Quayside", "Airport"), ("Airport", "Quayside")]
    assert day_total(rides, CHILD) == 410
    assert left_until_cap(rides, CHILD) == 340
    assert day_total(rides * 2, CHILD) == 750
