from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Stay:
    entry: datetime
    exit: datetime

    def __post_init__(self):
        if self.exit < self.entry:
            raise ValueError("a car can't leave before it came")

    @property
    def minutes(self):
        """Whole minutes; seconds are a present of the house."""
        return int((self.exit - self.entry).total_seconds()) // 60

    def shortened(self, minutes):
        """The stay without some of its minutes, not less than none."""
        return Stay(self.entry, max(self.entry, self.exit - timedelta(minutes=minutes)))
