from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Inspection:
    day: date
    frames: int
    """Frames with brood."""
    mites: int = 0
    queen_seen: bool = True
