"""Single fares in cents."""

from .network import zones_crossed
from .riders import ADULT

BASE = {1: 190, 2: 260, 3: 340, 4: 410}
STEP = 5


def up_to_step(cents):
    """Machines take no coins below five cents."""
    return -(-cents // STEP) * STEP


def single_fare(start, end, group=ADULT):
    """Fare of one ride, reduced for the group and rounded up to five cents."""
    full = BASE[zones_crossed(start, end)]
    reduced = full * (100 - group.reduction) // 100
    return up_to_step(full)
