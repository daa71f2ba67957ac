import unittest

from heating.control import plan, should_heat
from heating.room import Room


class JudgeTest(unittest.TestCase):
    def test_table(self):
        self.assertFalse(should_heat(Room("x", 17), 23))
        self.assertTrue(should_heat(Room("x", 16.9), 23))
        self.assertFalse(should_heat(Room("x", 21), 8))
        self.assertEqual(plan([Room("a", 10, True), Room("b", 10)], 3), ["b"])
        self.assertEqual(plan([Room("a", 10, True), Room("b", 10)], 13), ["b"])
