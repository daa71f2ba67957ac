from datetime import datetime, timedelta

import pytest

from carpark.fee import fee
from carpark.receipt import receipt
from carpark.stamps import stamped_fee
from carpark.stay import Stay
from carpark.tariff import CAR, MOTORBIKE, Tariff

ENTRY = datetime(2025, 12, 30, 18, 0)
DAY = 24 * 60


def stay(minutes):
    return Stay(ENTRY, ENTRY + timedelta(minutes=minutes))


@pytest.mark.parametrize(
    "minutes, cents",
    [
        (0, 0),
        (10, 0),
        (11, 120),
        (30, 120),
        (31, 240),
        (89, 360),
        (90, 360),
        (450, 1800),
        (451, 1800),
        (DAY - 1, 1800),
        (DAY, 1800),
        (DAY + 1, 1920),
        (DAY + 30, 1920),
        (DAY + 31, 2040),
        (DAY + 600, 3600),
        (2 * DAY, 3600),
        (7 * DAY + 5, 12720),
    ],
)
def test_cars(minutes, cents):
    assert fee(stay(minutes), CAR) == cents


@pytest.mark.parametrize("minutes, cents", [(20, 0), (21, 50), (31, 100), (DAY + 421, 1400), (DAY + 390, 1350)])
def test_motorbikes(minutes, cents):
    assert fee(stay(minutes), MOTORBIKE) == cents


def test_a_tariff_without_free_minutes():
    tariff = Tariff(half_hour=100, day_max=250, free_minutes=0)
    assert [fee(stay(minutes), tariff) for minutes in (0, 1, 31, 61, DAY + 1)] == [0, 100, 200, 250, 350]


def test_stamps_on_long_stays():
    assert stamped_fee(stay(DAY + 60), ["chemist"]) == 1800
    assert stamped_fee(stay(DAY + 61), ["chemist"]) == 1920
    assert stamped_fee(stay(20), ["bakery"]) == 0


def test_receipt_of_two_days():
    assert receipt(stay(2 * DAY + 1)) == "30.12. 18:00 - 01.01. 18:01 (48:01 h): 37.20"
