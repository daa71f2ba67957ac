import unittest

from water.bill import unit


class BillTest(unittest.TestCase):
    def test_unit(self):
        self.assertEqual(unit(), "m3")
