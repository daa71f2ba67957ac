from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Flight:
    number: str
    origin: str
    target: str
    departure: datetime
    arrival: datetime

    def delayed(self, minutes):
        """The same flight, later."""
        late = timedelta(minutes=minutes)
        return Flight(self.number, self.origin, self.target, self.departure + late, self.arrival + late)

    @property
    def duration(self):
        return self.arrival - self.departure
