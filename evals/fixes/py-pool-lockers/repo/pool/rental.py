from dataclasses import dataclass

from .clock import at

GRACE = 10
"""Minutes that nobody asks about."""


@dataclass(frozen=True)
class Rental:
    guest: str
    start: str
    minutes: int = 120

    @property
    def ends(self):
        return at(self.start) + self.minutes

    def overdue(self, now):
        return at(now) > self.ends + GRACE
