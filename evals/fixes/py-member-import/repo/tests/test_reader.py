import unittest

from members.reader import read, towns


class ReaderTest(unittest.TestCase):
    def test_reads_members(self):
        people = read("Ada; 1990; Graz")
        self.assertEqual([(one.name, one.town, one.age(2024)) for one in people], [("Ada", "Graz", 34)])

    def test_empty_line_at_the_end(self):
        self.assertEqual(len(read("Ada;1990;Graz\nBo;1980;Linz\n")), 2)

    def test_towns(self):
        self.assertEqual(towns(read("Ada;1990;Graz\nBo;1980;Graz")), {"Graz": 2})

    def test_wrong_line(self):
        with self.assertRaises(ValueError):
            read("Ada;1990")
