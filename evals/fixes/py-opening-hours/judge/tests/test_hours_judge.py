import unittest

from opening.hours import is_open


class JudgeTest(unittest.TestCase):
    def test_limits_of_every_part(self):
        self.assertTrue(is_open("mon", "12:29"))
        self.assertFalse(is_open("mon", "12:30"))
        self.assertTrue(is_open("mon", "14:00"))
        self.assertTrue(is_open("mon", "17:59"))
        self.assertFalse(is_open("sat", "13:00"))
        self.assertTrue(is_open("sat", "12:00"))
