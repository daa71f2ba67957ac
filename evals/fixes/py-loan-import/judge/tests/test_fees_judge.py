import unittest

from datetime import date

from library.fees import fee
from library.loans import due, start_of_year


class JudgeTest(unittest.TestCase):
    def test_all(self):
        self.assertEqual(due(date(2024, 1, 1), 1), date(2024, 2, 26))
        self.assertEqual(fee(date(2023, 1, 1), date(2024, 1, 1)), 2000)
        self.assertEqual(start_of_year(date(2024, 5, 5)), date(2024, 1, 1))
