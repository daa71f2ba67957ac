import unittest

from datetime import date

from library.fees import fee
from library.loans import due


class FeesTest(unittest.TestCase):
    def test_due(self):
        self.assertEqual(due(date(2024, 1, 1)), date(2024, 1, 29))

    def test_fee(self):
        self.assertEqual(fee(date(2024, 1, 1), date(2024, 1, 31)), 40)
