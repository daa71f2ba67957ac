import unittest

from stock.errors import OutOfStock
from stock.warehouse import Warehouse


class JudgeTest(unittest.TestCase):
    def test_unknown_has_none(self):
        warehouse = Warehouse()
        self.assertEqual(warehouse.available("sofa"), 0)
        warehouse.deliver("sofa", 1)
        warehouse.reserve("sofa", 1)
        self.assertEqual(warehouse.available("sofa"), 0)
        with self.assertRaises(OutOfStock):
            warehouse.reserve("sofa", 1)
