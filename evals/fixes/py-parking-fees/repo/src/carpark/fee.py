"""What a stay costs."""

from .tariff import CAR

HALF_HOUR = 30


def half_hours(minutes):
    return minutes // HALF_HOUR


def fee(stay, tariff=CAR):
    """Cents. Whoever leaves within the free minutes pays nothing; whoever stays longer pays from the first one."""
    if stay.minutes <= tariff.free_minutes:
        return 0
    return min(half_hours(stay.minutes) * tariff.half_hour, tariff.day_max)
