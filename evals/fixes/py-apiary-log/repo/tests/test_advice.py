import unittest
from datetime import date
from types import SimpleNamespace

from apiary.advice import due, steps
from apiary.inspection import Inspection


def hive(latest, boxes=1, queenless=False):
    return SimpleNamespace(latest=latest, boxes=boxes, queenless=lambda: queenless)


class AdviceTest(unittest.TestCase):
    def test_due_after_nine_days(self):
        latest = Inspection(date(2025, 5, 1), 4)
        self.assertFalse(due(hive(latest), date(2025, 5, 9)))
        self.assertTrue(due(hive(latest), date(2025, 5, 10)))

    def test_never_inspected(self):
        self.assertEqual(steps(hive(None), date(2025, 5, 1)), ["inspect"])

    def test_crowded(self):
        latest = Inspection(date(2025, 5, 1), 8)
        self.assertEqual(steps(hive(latest), date(2025, 5, 2)), ["add a box"])
        self.assertEqual(steps(hive(latest, boxes=2), date(2025, 5, 2)), [])

    def test_order_of_steps(self):
        latest = Inspection(date(2025, 5, 1), 2, mites=11)
        self.assertEqual(
            steps(hive(latest, queenless=True), date(2025, 6, 1)),
            ["find a queen", "treat against mites", "inspect"],
        )
