"""What a day of riding costs."""

from .fares import single_fare
from .riders import ADULT

DAY_CAP = 750


def day_total(rides, group=ADULT):
    """Sum of the rides, which are pairs of stops; never above the cap."""
    total = 0
    for start, end in rides:
        total += single_fare(start, end, group)
    return min(total, DAY_CAP)


def left_until_cap(rides, group=ADULT):
    return DAY_CAP - day_total(rides, group)
