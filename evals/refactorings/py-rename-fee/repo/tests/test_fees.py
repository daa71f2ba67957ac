import unittest

from library.account import Account
from library.fees import fee


class FeeTest(unittest.TestCase):
    def test_each_day_costs(self):
        self.assertEqual(fee(3), 60)
        self.assertEqual(fee(0), 0)

    def test_an_account_counts_what_was_paid(self):
        account = Account("Ada")
        account.paid = 40
        self.assertEqual(account.fee(3), 20)

    def test_the_highest_fee_blocks(self):
        self.assertTrue(Account("Ada").is_blocked(30))
        self.assertFalse(Account("Ada").is_blocked(29))


if __name__ == "__main__":
    unittest.main()
