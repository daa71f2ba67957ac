from datetime import date

from raingauge.reading import Reading
from raingauge.report import monthly_report
from raingauge.summary import Summary, summarise

LOG = ["2025-03-31\t40.0", "2025-04-01\t3.5", "2025-04-02\t0.4", "2025-04-03\t19.6", "2025-05-01\t7.0"]


def test_summary_of_a_list():
    days = [Reading(date(2025, 4, 1), 3.5), Reading(date(2025, 4, 2), 1.0), Reading(date(2025, 4, 3), 0.9)]
    assert summarise(days) == Summary(5.4, 2, date(2025, 4, 1))


def test_summary_of_an_iterator():
    days = iter([Reading(date(2025, 4, 1), 3.5), Reading(date(2025, 4, 2), 1.0)])
    assert summarise(days) == Summary(4.5, 2, date(2025, 4, 1))


def test_dry_month():
    assert summarise([Reading(date(2025, 4, 1), 0.0)]) == Summary(0.0, 0, None)


def test_no_readings():
    assert summarise([]) == Summary(0, 0, None)


def test_report():
    assert monthly_report(LOG, 2025, 4) == "Total: 23.5 mm\nWet days: 2\nWettest: 2025-04-03"


def test_report_of_a_month_without_readings():
    assert monthly_report(LOG, 2024, 4) == "Total: 0 mm\nWet days: 0\nWettest: -"
