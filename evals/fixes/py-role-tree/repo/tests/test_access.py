import unittest

from access.check import allowed, missing
from access.roles import Roles


class AccessTest(unittest.TestCase):
    def setUp(self):
        self.roles = Roles().define("reader", ["read"]).define("writer", ["write"], ["reader"])

    def test_included(self):
        self.assertTrue(allowed(self.roles, ["writer"], "read"))
        self.assertFalse(allowed(self.roles, ["reader"], "write"))

    def test_missing(self):
        self.assertEqual(missing(self.roles, ["reader"], ["write", "read", "delete"]), ["delete", "write"])

    def test_roles_that_include_each_other(self):
        roles = Roles().define("a", ["x"], ["b"]).define("b", ["y"], ["a"])
        self.assertEqual(roles.all_permissions("a"), {"x", "y"})
