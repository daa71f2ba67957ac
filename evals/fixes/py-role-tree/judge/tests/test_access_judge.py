import unittest

from access.roles import Roles


class JudgeTest(unittest.TestCase):
    def test_cycles(self):
        roles = Roles().define("a", ["1"], ["b"]).define("b", ["2"], ["c"]).define("c", ["3"], ["a", "c"])
        for name in "abc":
            self.assertEqual(roles.all_permissions(name), {"1", "2", "3"})
        self.assertEqual(roles.all_permissions("none"), set())
