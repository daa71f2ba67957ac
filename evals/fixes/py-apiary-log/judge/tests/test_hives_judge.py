import unittest
from datetime import date

from apiary import Hive, Yard
from apiary.inspection import Inspection


def seen(day, queen=True, frames=3):
    return Inspection(date(2025, 5, day), frames, queen_seen=queen)


class JudgeTest(unittest.TestCase):
    def test_new_hives_start_empty(self):
        Hive("1").record(seen(1))
        self.assertEqual(list(Hive("2").inspections), [])
        self.assertEqual(list(Hive("3", boxes=2).inspections), [])

    def test_histories_stay_apart(self):
        first, second = Hive("1"), Hive("2")
        first.record(seen(8, queen=False))
        second.record(seen(9, queen=False))
        self.assertEqual(first.latest.day, date(2025, 5, 8))
        self.assertEqual(second.latest.day, date(2025, 5, 9))
        self.assertFalse(first.queenless() or second.queenless())

    def test_all_inspections_of_a_hive_are_kept_in_order(self):
        hive = Hive("1")
        for day in (9, 2, 5):
            hive.record(seen(day))
        self.assertEqual([each.day.day for each in hive.inspections], [2, 5, 9])

    def test_queenless_hive(self):
        hive = Hive("1")
        hive.record(seen(1, queen=False))
        hive.record(seen(9, queen=False))
        self.assertTrue(hive.queenless())

    def test_two_yards(self):
        home, away = Yard(["1"]), Yard(["1"])
        home.record("1", seen(1, frames=9))
        self.assertEqual(home.plan(date(2025, 5, 2)), {"1": ["add a box"]})
        self.assertEqual(away.plan(date(2025, 5, 2)), {"1": ["inspect"]})
