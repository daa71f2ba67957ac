import unittest

from pricing.total import total


class JudgeTest(unittest.TestCase):
    def test_table(self):
        self.assertEqual(total(2000, 500), 1500)
        self.assertEqual(total(2000, 500, True), 1350)
        self.assertEqual(total(2000, 1500, True), 1000)
        self.assertEqual(total(999, 0, True), 899)
