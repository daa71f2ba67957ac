import unittest


class OneTest(unittest.TestCase):
    def test_one(self):
        self.assertEqual(1, 1)
