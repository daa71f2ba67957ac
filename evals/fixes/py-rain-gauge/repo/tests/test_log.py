from datetime import date
from itertools import cycle

import pytest

from raingauge.log import readings
from raingauge.months import of_month
from raingauge.reading import Reading


def test_lines():
    assert list(readings(["# station 7", "2025-04-01\t3.5", "", "2025-04-02\t0"])) == [
        Reading(date(2025, 4, 1), 3.5),
        Reading(date(2025, 4, 2), 0.0),
    ]


def test_a_bad_line():
    with pytest.raises(ValueError):
        list(readings(["2025-04-01 3.5"]))


def test_endless_logs_can_be_read():
    assert next(readings(cycle(["2025-04-01\t3.5"]))).mm == 3.5


def test_first_reading_of_a_month_comes_at_once():
    endless = readings(cycle(["2025-03-31\t9.0", "2025-04-01\t3.5"]))
    assert next(iter(of_month(endless, 2025, 4))).mm == 3.5
