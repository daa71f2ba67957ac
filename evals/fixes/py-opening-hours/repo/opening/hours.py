"""Opening hours by weekday."""

from .clock import label, minutes

WEEK = {
    "mon": [("9:00", "12:30"), ("14:00", "18:00")],
    "sat": [("9:00", "13:00")],
}


def is_open(day, time):
    minute = minutes(time)
    for start, end in WEEK.get(day, []):
        if minutes(start) <= minute <= minutes(end):
            return True
    return False


def next_opening(day, time):
    """The next opening on the same day; None when there is none."""
    minute = minutes(time)
    later = [minutes(start) for start, _ in WEEK.get(day, []) if minutes(start) > minute]
    return label(min(later)) if later else None
