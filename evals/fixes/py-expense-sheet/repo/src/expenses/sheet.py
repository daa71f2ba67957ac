"""Reads the sheet that employees fill in."""

from dataclasses import dataclass
from decimal import Decimal

from .amount import amount
from .category import account

COLUMNS = 3


@dataclass(frozen=True)
class Expense:
    what: str
    account: str
    amount: Decimal


def read_row(line):
    """One line: what; category; amount. Raises ValueError when it can't be booked."""
    cells = [cell.strip() for cell in line.split(";")]
    if len(cells) != COLUMNS:
        raise ValueError(f"{len(cells)} columns instead of {COLUMNS}")
    what, category, money = cells
    return Expense(what, account(category), amount(money))


def read_sheet(text):
    """Expenses, and (line number, reason) of the rows that can't be booked."""
    expenses, problems = [], []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            expenses.append(read_row(line))
        except ValueError as error:
            problems.append((number, str(error)))
    return expenses, problems
