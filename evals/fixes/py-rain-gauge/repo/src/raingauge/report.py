"""The report of a month as text."""

from .log import readings
from .months import of_month
from .summary import summarise


def monthly_report(lines, year, month):
    summary = summarise(of_month(readings(lines), year, month))
    return "\n".join(
        [
            f"Total: {summary.total} mm",
            f"Wet days: {summary.wet_days}",
            f"Wettest: {summary.wettest or '-'}",
        ]
    )
