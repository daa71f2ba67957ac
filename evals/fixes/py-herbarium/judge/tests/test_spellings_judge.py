import unittest

from herbarium import Catalogue, Sheet
from herbarium.catalogue import Duplicate
from herbarium.lending import Lending

ROSE = Sheet("Rosa canina", "Bern", 1911)
OAK = Sheet("Quercus robur", "Thun", 1954)


class JudgeTest(unittest.TestCase):
    def setUp(self):
        self.catalogue = Catalogue([ROSE, OAK])

    def test_remove_in_any_spelling(self):
        for spelling in ("rosa canina", "ROSA CANINA", "  Rosa   canina "):
            catalogue = Catalogue([ROSE, OAK])
            self.assertIs(catalogue.remove(spelling), ROSE)
            self.assertNotIn("Rosa canina", catalogue)
            self.assertEqual(len(catalogue), 1)

    def test_rename_in_any_spelling(self):
        self.catalogue.rename(" rosa CANINA", "Rosa  Gallica")
        self.assertEqual(self.catalogue.find("rosa gallica").place, "Bern")
        self.assertIn("ROSA GALLICA", self.catalogue)
        self.assertNotIn("rosa canina", self.catalogue)
        self.assertEqual(len(self.catalogue), 2)

    def test_rename_to_another_spelling_of_the_same_name(self):
        self.catalogue.rename("Rosa canina", "ROSA CANINA")
        self.assertEqual(self.catalogue.find("Rosa canina").name, "ROSA CANINA")
        self.assertEqual(len(self.catalogue), 2)

    def test_unknown_plants(self):
        with self.assertRaises(KeyError):
            self.catalogue.rename("Acer rubrum", "Acer campestre")
        with self.assertRaises(KeyError):
            self.catalogue.remove("Acer rubrum")
        self.assertEqual(list(self.catalogue), [OAK, ROSE])

    def test_a_freed_name_can_be_used_again(self):
        self.catalogue.rename("Rosa canina", "Rosa gallica")
        self.catalogue.add(Sheet("ROSA CANINA", "Chur", 2001))
        self.assertEqual(len(self.catalogue), 3)
        with self.assertRaises(Duplicate):
            self.catalogue.add(Sheet("rosa Gallica", "Chur", 2001))

    def test_renamed_sheets_can_be_removed(self):
        self.catalogue.rename("Rosa canina", "Rosa Gallica")
        self.assertEqual(self.catalogue.remove("rosa gallica").year, 1911)

    def test_lending(self):
        lending = Lending(self.catalogue)
        lending.lend("Quercus robur", "Paris")
        self.assertNotIn("Quercus robur", self.catalogue)
        self.assertEqual(lending.bring_back("Paris"), 1)
        self.assertIn("Quercus robur", self.catalogue)
