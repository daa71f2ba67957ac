"""Shops stamp the tickets of their customers."""

from .fee import fee
from .tariff import CAR

MINUTES = {"cinema": 180, "bakery": 30, "chemist": 60}


def stamped_fee(stay, shops, tariff=CAR):
    """Cents after the stamps; each shop counts once, and together they take off 4 hours at most."""
    off = sum(MINUTES[shop] for shop in set(shops))
    return fee(stay.shortened(min(off, 240)), tariff)
