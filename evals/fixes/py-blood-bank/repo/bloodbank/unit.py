from dataclasses import dataclass
from datetime import date, timedelta

SHELF_LIFE = timedelta(days=42)


@dataclass(frozen=True)
class Unit:
    number: str
    group: str
    drawn: date

    @property
    def expires(self):
        return self.drawn + SHELF_LIFE

    def usable(self, today):
        return self.drawn <= today < self.expires
