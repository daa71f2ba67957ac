import unittest

from marks.final import average, final_mark


class FinalTest(unittest.TestCase):
    def test_average(self):
        self.assertEqual(average([1, 2, 2, 1]), 1.5)

    def test_nearest_mark(self):
        self.assertEqual(final_mark([2, 2, 3]), 2)
        self.assertEqual(final_mark([2, 3, 3]), 3)

    def test_between_two_marks_the_worse_one_counts(self):
        self.assertEqual(final_mark([2, 3]), 3)

    def test_no_marks(self):
        with self.assertRaises(ValueError):
            final_mark([])

    def test_no_such_mark(self):
        with self.assertRaises(ValueError):
            final_mark([2, 7])
