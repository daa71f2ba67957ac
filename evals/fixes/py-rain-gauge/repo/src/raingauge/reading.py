from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Reading:
    day: date
    mm: float
