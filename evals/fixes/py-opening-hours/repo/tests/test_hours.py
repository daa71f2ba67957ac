import unittest

from opening.hours import is_open, next_opening


class HoursTest(unittest.TestCase):
    def test_open_from_the_first_minute(self):
        self.assertTrue(is_open("mon", "9:00"))
        self.assertFalse(is_open("mon", "8:59"))

    def test_closed_at_closing_time(self):
        self.assertFalse(is_open("mon", "18:00"))

    def test_closed_on_other_days(self):
        self.assertFalse(is_open("sun", "10:00"))

    def test_next_opening(self):
        self.assertEqual(next_opening("mon", "12:45"), "14:00")
        self.assertIsNone(next_opening("sat", "13:30"))
