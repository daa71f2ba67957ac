"""The refrigerated stock of one hospital."""

from collections import Counter

from .groups import can_give


class NoUnit(LookupError):
    """Nothing in stock that the patient could take."""


class Depot:
    def __init__(self, units=()):
        self._units = list(units)

    def counts(self, today):
        """Number of usable units by group."""
        return Counter(unit.group for unit in self._units if unit.usable(today))

    def offers(self, patient, today):
        """Usable units for a patient, the ones that expire first at the front."""
        fitting = [unit for unit in self._units if unit.usable(today) and can_give(patient, unit.group)]
        return sorted(fitting, key=lambda unit: (unit.expires, unit.number))

    def issue(self, patient, today):
        """Takes out the unit that expires first."""
        offers = self.offers(patient, today)
        if not offers:
            raise NoUnit(patient)
        self._units.remove(offers[0])
        return offers[0]
