"""Sums by account."""

from collections import defaultdict
from decimal import Decimal


def totals(expenses):
    sums = defaultdict(Decimal)
    for expense in expenses:
        sums[expense.account] += expense.amount
    return dict(sorted(sums.items()))
