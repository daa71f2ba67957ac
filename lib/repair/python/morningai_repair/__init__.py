"""Search for fixes of failing Python tests: see docs/repair.md. Standard library only, Python 3.9 or newer."""
