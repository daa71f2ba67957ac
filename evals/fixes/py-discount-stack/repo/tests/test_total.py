import unittest

from pricing.total import total


class TotalTest(unittest.TestCase):
    def test_without_discount(self):
        self.assertEqual(total(1000), 1000)

    def test_member(self):
        self.assertEqual(total(1000, member=True), 900)

    def test_both(self):
        self.assertEqual(total(1000, voucher=200, member=True), 720)

    def test_at_most_half(self):
        self.assertEqual(total(1000, voucher=900), 500)
