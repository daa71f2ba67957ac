import unittest

from herbarium import Catalogue, Sheet
from herbarium.catalogue import Duplicate
from herbarium.lending import Lending
from herbarium.names import abbreviated, key

ROSE = Sheet("Rosa canina", "Bern", 1911)
OAK = Sheet("Quercus robur", "Thun", 1954)


class NamesTest(unittest.TestCase):
    def test_key(self):
        self.assertEqual(key("  Rosa  CANINA"), "rosa canina")

    def test_abbreviated(self):
        self.assertEqual(abbreviated("rosa Canina"), "R. canina")


class CatalogueTest(unittest.TestCase):
    def setUp(self):
        self.catalogue = Catalogue([ROSE, OAK])

    def test_found_in_any_spelling(self):
        self.assertIs(self.catalogue.find("ROSA canina"), ROSE)
        self.assertIn(" quercus robur", self.catalogue)
        self.assertIsNone(self.catalogue.find("Acer rubrum"))

    def test_duplicates(self):
        with self.assertRaises(Duplicate):
            self.catalogue.add(Sheet("rosa canina", "Chur", 2001))

    def test_sheets_by_name(self):
        self.assertEqual(list(self.catalogue), [OAK, ROSE])

    def test_remove(self):
        self.assertIs(self.catalogue.remove("Rosa canina"), ROSE)
        self.assertEqual(list(self.catalogue), [OAK])

    def test_remove_an_unknown_plant(self):
        with self.assertRaises(KeyError):
            self.catalogue.remove("Acer rubrum")

    def test_rename(self):
        self.catalogue.rename("Rosa canina", "Rosa corymbifera")
        self.assertNotIn("Rosa canina", self.catalogue)
        self.assertEqual(self.catalogue.find("Rosa corymbifera"), Sheet("Rosa corymbifera", "Bern", 1911))

    def test_rename_to_a_name_in_use(self):
        with self.assertRaises(Duplicate):
            self.catalogue.rename("Rosa canina", "quercus ROBUR")

    def test_genera(self):
        self.catalogue.add(Sheet("rosa gallica", "Genf", 1899))
        self.assertEqual(self.catalogue.genera(), {"Quercus": 1, "Rosa": 2})

    def test_nothing_to_bring_back(self):
        self.assertEqual(Lending(self.catalogue).bring_back("Paris"), 0)
