import unittest

from marks.certificate import certificate
from marks.final import final_mark


class CertificateTest(unittest.TestCase):
    def test_subjects_in_order(self):
        self.assertEqual(certificate({"Music": [1], "Art": [2, 2]}), ["Art: good", "Music: very good"])

    def test_between_two_marks_the_better_one_counts(self):
        self.assertEqual(final_mark([2, 3]), 2)

    def test_empty(self):
        self.assertEqual(certificate({}), [])
