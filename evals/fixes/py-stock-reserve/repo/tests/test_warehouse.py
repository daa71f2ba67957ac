import unittest

from stock.errors import OutOfStock
from stock.warehouse import Warehouse


class WarehouseTest(unittest.TestCase):
    def setUp(self):
        self.warehouse = Warehouse()
        self.warehouse.deliver("lamp", 5)

    def test_reserve(self):
        self.warehouse.reserve("lamp", 3)
        self.assertEqual(self.warehouse.available("lamp"), 2)

    def test_too_many(self):
        with self.assertRaises(OutOfStock):
            self.warehouse.reserve("lamp", 6)

    def test_unknown_article(self):
        with self.assertRaises(OutOfStock):
            self.warehouse.reserve("sofa", 1)

    def test_ship(self):
        self.warehouse.reserve("lamp", 3)
        self.warehouse.ship("lamp", 2)
        self.assertEqual(self.warehouse.available("lamp"), 2)
        with self.assertRaises(OutOfStock):
            self.warehouse.ship("lamp", 2)
