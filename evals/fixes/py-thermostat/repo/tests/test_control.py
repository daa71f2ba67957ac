import unittest

from heating.control import is_night, plan, should_heat
from heating.room import Room


class ControlTest(unittest.TestCase):
    def test_night(self):
        self.assertTrue(is_night(23))
        self.assertTrue(is_night(5))
        self.assertFalse(is_night(6))

    def test_heats_a_cold_room(self):
        self.assertTrue(should_heat(Room("bath", 16), 2))
        self.assertTrue(should_heat(Room("bath", 20), 12))

    def test_window_by_day(self):
        self.assertFalse(should_heat(Room("bath", 15, window_open=True), 12))

    def test_window_by_night(self):
        self.assertFalse(should_heat(Room("bath", 15, window_open=True), 2))

    def test_plan(self):
        self.assertEqual(plan([Room("a", 18), Room("b", 25)], 9), ["a"])
