"""All hives of one place."""

from .advice import steps
from .hive import Hive


class Yard:
    def __init__(self, names):
        self.hives = {name: Hive(name) for name in names}

    def record(self, name, inspection):
        self.hives[name].record(inspection)

    def plan(self, today):
        """Steps by hive; hives without any are left out."""
        plans = {name: steps(hive, today) for name, hive in self.hives.items()}
        return {name: plan for name, plan in plans.items() if plan}
