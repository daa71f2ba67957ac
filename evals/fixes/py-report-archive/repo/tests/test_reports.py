import unittest

from reports.report import Report
from reports.store import Store


class ReportsTest(unittest.TestCase):
    def test_text(self):
        self.assertEqual(Report("Sales", "2024-05", [("a", 1)]).text(), "Sales\na: 1")

    def test_archive(self):
        from reports.archive import archive, list_month

        store = Store()
        key = archive(store, Report("Sales", "2024-05", [("a", 1)]))
        self.assertEqual(store.read(key), "Sales\na: 1")
        self.assertEqual(list_month(store, "2024-05"), [key])
        self.assertEqual(list_month(store, "2024-06"), [])
