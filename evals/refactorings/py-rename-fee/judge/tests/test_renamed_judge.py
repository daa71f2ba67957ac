import unittest

from library import fees
from library.account import Account


class RenamedTest(unittest.TestCase):
    def test_the_function_has_the_new_name_and_not_the_old_one(self):
        self.assertEqual(fees.late_fee(100), 600)
        self.assertFalse(hasattr(fees, "fee"))

    def test_the_method_of_the_same_name_keeps_it(self):
        self.assertEqual(Account("Bo").fee(2), 40)
        self.assertTrue(Account("Bo").is_blocked(31))
