"""Groups of riders and what they pay."""

from dataclasses import dataclass


@dataclass(frozen=True)
class RiderGroup:
    name: str
    reduction: int
    """Percent off the normal fare."""


ADULT = RiderGroup("adult", 0)
CHILD = RiderGroup("child", 50)
SENIOR = RiderGroup("senior", 30)
