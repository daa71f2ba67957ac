import unittest

from members.reader import read


class JudgeTest(unittest.TestCase):
    def test_empty_lines_anywhere(self):
        self.assertEqual(read(""), [])
        self.assertEqual([one.name for one in read("\nAda;1990;Graz\n\nBo;1980;Linz")], ["Ada", "Bo"])
        with self.assertRaises(ValueError):
            read("Ada")
