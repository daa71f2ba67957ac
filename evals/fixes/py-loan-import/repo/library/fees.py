from .loans import overdue_days

PER_DAY = 20


def fee(lent, today, renewals=0):
    """Cents."""
    return min(2000, PER_DAY * overdue_days(lent, today, renewals))
