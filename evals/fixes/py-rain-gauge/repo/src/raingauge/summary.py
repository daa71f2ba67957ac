"""Key figures of any series of readings."""

from dataclasses import dataclass
from datetime import date

WET = 1.0
"""Millimetres from which meteorologists call a day wet."""


@dataclass(frozen=True)
class Summary:
    total: float
    wet_days: int
    wettest: date | None


def summarise(readings):
    """Total in mm, number of wet days, and the day with the most rain; None when none fell."""
    total = sum(reading.mm for reading in readings)
    wet_days = sum(reading.mm >= WET for reading in readings)
    wettest = max(readings, key=lambda reading: reading.mm, default=None)
    if wettest is None or wettest.mm == 0:
        return Summary(round(total, 1), wet_days, None)
    return Summary(round(total, 1), wet_days, wettest.day)
