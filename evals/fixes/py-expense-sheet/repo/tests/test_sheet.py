from decimal import Decimal

from expenses.booking import totals
from expenses.sheet import Expense, read_sheet


def test_good_rows():
    expenses, problems = read_sheet("Taxi; travel; 23.40\n\nLunch; Meals; 9\n")
    assert expenses == [Expense("Taxi", "6670", Decimal("23.40")), Expense("Lunch", "6640", Decimal("9.00"))]
    assert problems == []


def test_unknown_category():
    _, problems = read_sheet("Cat food; pets; 8.00")
    assert problems == [(1, "no category: 'pets'")]


def test_missing_column():
    _, problems = read_sheet("Taxi; travel; 5\nTaxi; travel")
    assert problems == [(2, "2 columns instead of 3")]


def test_rows_after_a_bad_amount():
    expenses, problems = read_sheet("Taxi; travel; n/a\nSIM card; phone; 15.00")
    assert [expense.what for expense in expenses] == ["SIM card"]
    assert problems == [(1, "no amount: 'n/a'")]


def test_totals():
    expenses, _ = read_sheet("Taxi; travel; 23.40\nTrain; travel; 1.60\nLunch; meals; 9")
    assert totals(expenses) == {"6640": Decimal("9.00"), "6670": Decimal("25.00")}
