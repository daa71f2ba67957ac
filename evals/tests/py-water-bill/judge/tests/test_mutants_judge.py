import os
import subprocess
import sys
import unittest

FILE = 'water/bill.py'
MUTANTS = [['cubic_metres * price', 'cubic_metres + price'], ['due + 900', 'due - 900'], ['<= 50', '<= 40'], ['< 0', '< 2']]


def run():
    env = {**os.environ, "JUDGED": "1", "PYTHONDONTWRITEBYTECODE": "1", "PYTEST_ADDOPTS": ""}
    return subprocess.run([sys.executable, *['-m', 'unittest']], env=env, capture_output=True, check=False).returncode


@unittest.skipIf(os.environ.get("JUDGED"), "runs the others")
class MutantsTest(unittest.TestCase):
    def test_each_mutant_is_noticed(self):
        with open(FILE, encoding="utf-8") as file:
            right = file.read()
        self.assertEqual(run(), 0)
        try:
            for old, new in MUTANTS:
                self.assertIn(old, right)
                with open(FILE, "w", encoding="utf-8") as file:
                    file.write(right.replace(old, new, 1))
                self.assertNotEqual(run(), 0, f"no test notices that {old} becomes {new}")
        finally:
            with open(FILE, "w", encoding="utf-8") as file:
                file.write(right)
