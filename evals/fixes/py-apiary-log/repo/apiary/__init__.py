from .hive import Hive
from .yard import Yard

__all__ = ["Hive", "Yard"]
