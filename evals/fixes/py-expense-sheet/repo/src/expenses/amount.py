"""Amounts of money as people type them."""

import decimal


class BadAmount(ValueError):
    pass


def amount(text):
    """
    Exact amount of "12.50", "1,250.00" or "€ 12".

    Raises BadAmount for anything that is no number, and for amounts that are not above zero.
    """
    digits = text.replace(",", "").removeprefix("€").strip()
    try:
        value = decimal.Decimal(digits)
    except ValueError:
        raise BadAmount(f"no amount: {text!r}") from None
    if value <= 0:
        raise BadAmount(f"not above zero: {text!r}")
    return value.quantize(decimal.Decimal("0.01"))
