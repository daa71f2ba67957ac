"""The log that a station sends: a line per day, date and millimetres with a tab between."""

from datetime import date

from .reading import Reading


def readings(lines):
    """Yields the readings one by one: logs go back to 1950, and lines may come from a socket."""
    for line in lines:
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        day, mm = line.split("\t")
        yield Reading(date.fromisoformat(day), float(mm))
