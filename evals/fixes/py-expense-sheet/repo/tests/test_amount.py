from decimal import Decimal

import pytest

from expenses.amount import BadAmount, amount


@pytest.mark.parametrize("text, value", [("12.5", "12.50"), ("1,250.00", "1250.00"), ("€ 12", "12.00")])
def test_forms(text, value):
    assert amount(text) == Decimal(value)


def test_not_above_zero():
    with pytest.raises(BadAmount, match="not above zero"):
        amount("-3")


def test_no_number():
    with pytest.raises(BadAmount, match="no amount: 'n/a'"):
        amount("n/a")
