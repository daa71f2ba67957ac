from dataclasses import dataclass


@dataclass(frozen=True)
class Tariff:
    """Prices in cents."""

    half_hour: int
    day_max: int
    """For each 24 hours, counted from the entry."""
    free_minutes: int = 10


CAR = Tariff(half_hour=120, day_max=1800)
MOTORBIKE = Tariff(half_hour=50, day_max=700, free_minutes=20)
