import unittest
from datetime import date

from bloodbank.depot import Depot, NoUnit
from bloodbank.groups import GROUPS, can_give
from bloodbank.unit import Unit

TODAY = date(2025, 3, 10)
TAKES = {
    "O-": {"O-"},
    "O+": {"O-", "O+"},
    "A-": {"O-", "A-"},
    "A+": {"O-", "O+", "A-", "A+"},
    "B-": {"O-", "B-"},
    "B+": {"O-", "O+", "B-", "B+"},
    "AB-": {"O-", "A-", "B-", "AB-"},
    "AB+": set(GROUPS),
}


class JudgeTest(unittest.TestCase):
    def test_offers_of_every_patient(self):
        depot = Depot([Unit(group, group, date(2025, 3, 1)) for group in GROUPS])
        for patient, groups in TAKES.items():
            self.assertEqual({unit.group for unit in depot.offers(patient, TODAY)}, groups, patient)

    def test_table_of_groups(self):
        for patient, groups in TAKES.items():
            self.assertEqual({donor for donor in GROUPS if can_give(donor, patient)}, groups, patient)

    def test_issue_refuses_what_does_not_fit(self):
        depot = Depot([Unit("1", "AB+", date(2025, 3, 1))])
        with self.assertRaises(NoUnit):
            depot.issue("A+", TODAY)
        self.assertEqual(depot.issue("AB+", TODAY).number, "1")

    def test_expired_units_are_not_offered(self):
        depot = Depot([Unit("1", "O-", date(2025, 1, 1))])
        self.assertEqual(depot.offers("AB+", TODAY), [])
