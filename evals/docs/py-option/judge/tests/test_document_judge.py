import unittest


class DocumentTest(unittest.TestCase):
    def test_document(self):
        with open('README.md', encoding="utf-8") as file:
            text = file.read()
        self.assertIn('- `--since <day>`: only what is newer', text)
