from datetime import date

import pytest

from raingauge.log import readings
from raingauge.months import of_month
from raingauge.reading import Reading
from raingauge.report import monthly_report
from raingauge.summary import Summary, summarise

DAYS = [Reading(date(2025, 6, day), mm) for day, mm in enumerate([0.0, 1.0, 12.25, 0.9, 12.25], 1)]
EXPECTED = Summary(26.4, 3, date(2025, 6, 3))


@pytest.mark.parametrize("form", [list, tuple, iter, lambda days: (day for day in days)])
def test_any_series(form):
    assert summarise(form(DAYS)) == EXPECTED


def test_report_from_an_iterator_of_lines():
    lines = iter([f"{day.day}\t{day.mm}" for day in DAYS])
    assert monthly_report(lines, 2025, 6) == "Total: 26.4 mm\nWet days: 3\nWettest: 2025-06-03"


def test_dry_and_empty_iterators():
    assert summarise(iter([Reading(date(2025, 6, 1), 0.0)] * 2)) == Summary(0.0, 0, None)
    assert summarise(iter([])) == Summary(0, 0, None)


def test_summary_of_a_whole_log():
    log = ["2024-06-01\t2.0", "2025-06-01\t3.0"]
    assert summarise(readings(log)) == Summary(5.0, 2, date(2025, 6, 1))
    assert summarise(of_month(readings(log), 2024, 6)).wettest == date(2024, 6, 1)


def test_a_list_stays_as_it_is():
    days = list(DAYS)
    summarise(days)
    assert days == DAYS
