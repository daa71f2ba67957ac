import unittest
from datetime import date

from bloodbank.depot import Depot, NoUnit
from bloodbank.groups import antigens, can_give
from bloodbank.unit import Unit

TODAY = date(2025, 3, 10)


def unit(number, group, day=1):
    return Unit(number, group, date(2025, 3, day))


class GroupsTest(unittest.TestCase):
    def test_antigens(self):
        self.assertEqual(antigens("AB+"), {"A", "B", "+"})
        self.assertEqual(antigens("O-"), set())

    def test_no_such_group(self):
        with self.assertRaises(ValueError):
            antigens("C+")

    def test_universal_donor(self):
        self.assertTrue(can_give("O-", "AB+"))
        self.assertFalse(can_give("AB+", "O-"))


class DepotTest(unittest.TestCase):
    def test_expired_units_do_not_count(self):
        depot = Depot([unit("1", "A+"), Unit("2", "A+", date(2025, 1, 1))])
        self.assertEqual(depot.counts(TODAY), {"A+": 1})

    def test_first_to_expire_comes_first(self):
        depot = Depot([unit("1", "B+", 5), unit("2", "B+", 2)])
        self.assertEqual([each.number for each in depot.offers("B+", TODAY)], ["2", "1"])

    def test_offers_for_o_negative(self):
        depot = Depot([unit("1", "A+"), unit("2", "O-"), unit("3", "O+")])
        self.assertEqual([each.group for each in depot.offers("O-", TODAY)], ["O-"])

    def test_issue_takes_the_unit_out(self):
        depot = Depot([unit("1", "A-")])
        self.assertEqual(depot.issue("A-", TODAY).number, "1")
        with self.assertRaises(NoUnit):
            depot.issue("A-", TODAY)
