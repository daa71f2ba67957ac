from datetime import datetime, timedelta

import pytest

from carpark.fee import fee
from carpark.receipt import receipt
from carpark.stamps import stamped_fee
from carpark.stay import Stay
from carpark.tariff import MOTORBIKE

ENTRY = datetime(2025, 8, 4, 9, 15)


def stay(**length):
    return Stay(ENTRY, ENTRY + timedelta(**length))


def test_exit_before_entry():
    with pytest.raises(ValueError):
        stay(minutes=-1)


def test_seconds_do_not_count():
    assert stay(minutes=10, seconds=59).minutes == 10


def test_free_minutes():
    assert fee(stay(minutes=10)) == 0
    assert fee(stay(minutes=20), MOTORBIKE) == 0


def test_full_half_hours():
    assert fee(stay(minutes=60)) == 240


def test_a_half_hour_that_has_begun_is_paid():
    assert fee(stay(minutes=61)) == 360
    assert fee(stay(minutes=11)) == 120


def test_day_maximum():
    assert fee(stay(hours=10)) == 1800
    assert fee(stay(hours=24)) == 1800


def test_each_day_has_its_maximum():
    assert fee(stay(days=3)) == 5400
    assert fee(stay(days=2, hours=1)) == 3840


def test_stamps():
    assert stamped_fee(stay(hours=2), ["chemist", "bakery", "bakery"]) == 120


def test_stamps_take_off_four_hours_at_most():
    assert stamped_fee(stay(hours=5), ["cinema", "chemist", "bakery"]) == 240


def test_receipt():
    assert receipt(stay(hours=2, minutes=30)) == "04.08. 09:15 - 04.08. 11:45 (2:30 h): 6.00"
