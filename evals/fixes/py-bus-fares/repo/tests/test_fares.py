import pytest

from transit.day import day_total, left_until_cap
from transit.fares import single_fare, up_to_step
from transit.network import UnknownStop, zones_crossed
from transit.riders import CHILD


def test_a_ride_within_a_zone_crosses_one():
    assert zones_crossed("Market Hall", "Quayside") == 1


def test_direction_does_not_matter():
    assert zones_crossed("Airport", "University") == zones_crossed("University", "Airport") == 3


def test_unknown_stop():
    with pytest.raises(UnknownStop):
        zones_crossed("Market Hall", "Moon")


def test_fares_end_in_five_cents():
    assert up_to_step(132) == 135
    assert up_to_step(135) == 135


def test_adult_fare():
    assert single_fare("Quayside", "Airport") == 410


def test_child_fare():
    assert single_fare("Quayside", "Airport", CHILD) == 205


def test_the_day_is_capped():
    rides = [("Quayside", "Airport"), ("Airport", "Quayside")]
    assert day_total(rides) == 750


def test_left_until_cap():
    assert left_until_cap([("Quayside", "Market Hall")]) == 560
