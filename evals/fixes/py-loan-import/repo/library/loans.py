"""Loans of books."""

from datetime import date

PERIOD = timedelta(days=28)


def due(lent, renewals=0):
    return lent + PERIOD * (1 + renewals)


def overdue_days(lent, today, renewals=0):
    return max(0, (today - due(lent, renewals)).days)


def start_of_year(today):
    return date(today.year, 1, 1)
