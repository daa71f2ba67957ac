"""Fees for books that come back late, in cents."""

PER_DAY = 20
HIGHEST = 600


def fee(days_late):
    """What is due after so many days."""
    if days_late <= 0:
        return 0
    return min(days_late * PER_DAY, HIGHEST)
