from decimal import Decimal

import pytest

from expenses.amount import BadAmount, amount
from expenses.sheet import read_sheet


@pytest.mark.parametrize("text", ["", "€", "twelve", "1.2.3", "12 EUR", "--5", "12x"])
def test_no_number_at_all(text):
    with pytest.raises(BadAmount) as caught:
        amount(text)
    assert str(caught.value) == f"no amount: {text!r}"


@pytest.mark.parametrize("text", ["0", "-1", "0.00", "€ -5"])
def test_not_above_zero(text):
    with pytest.raises(BadAmount, match="not above zero"):
        amount(text)


def test_every_bad_row_is_reported():
    text = "a; travel; ?\nb; travel; 2\nc; travel;\nd; hotel; -1\ne; pets; 1\nf; meals; 3"
    expenses, problems = read_sheet(text)
    assert [expense.what for expense in expenses] == ["b", "f"]
    assert [number for number, _ in problems] == [1, 3, 4, 5]
    assert problems[1] == (3, "no amount: ''")


def test_good_amounts():
    assert amount("€1,000") == Decimal("1000.00")
    assert amount(" 7.5 ") == Decimal("7.50")
