import unittest
from datetime import date

from apiary import Hive, Yard
from apiary.inspection import Inspection


class HiveTest(unittest.TestCase):
    def test_boxes(self):
        hive = Hive("1")
        hive.add_box()
        self.assertEqual(hive.boxes, 2)
        self.assertEqual(Hive("2").boxes, 1)
        self.assertEqual(Hive("3", boxes=3).boxes, 3)

    def test_latest_is_by_day(self):
        hive = Hive("1")
        hive.record(Inspection(date(2030, 5, 9), 5))
        hive.record(Inspection(date(2030, 5, 1), 3))
        self.assertEqual(hive.latest.frames, 5)

    def test_inspections_belong_to_one_hive(self):
        first, second = Hive("1"), Hive("2")
        first.record(Inspection(date(2025, 5, 1), 3, mites=12))
        self.assertIsNone(second.latest)


class YardTest(unittest.TestCase):
    def test_plan_of_two_hives(self):
        yard = Yard(["1", "2"])
        yard.record("1", Inspection(date(2025, 5, 1), 3, mites=12))
        self.assertEqual(yard.plan(date(2025, 5, 2)), {"1": ["treat against mites"], "2": ["inspect"]})

    def test_unknown_hive(self):
        with self.assertRaises(KeyError):
            Yard(["1"]).record("9", Inspection(date(2025, 5, 1), 3))
