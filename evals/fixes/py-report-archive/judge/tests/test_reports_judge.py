import unittest

from reports.archive import archive, list_month
from reports.report import Report
from reports.store import Store


class JudgeTest(unittest.TestCase):
    def test_two(self):
        store = Store()
        keys = [archive(store, Report(title, "2024-05", [])) for title in ("A", "B")]
        self.assertEqual(sorted(list_month(store, "2024-05")), sorted(keys))
