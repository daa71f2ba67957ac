from .catalogue import Catalogue
from .sheet import Sheet

__all__ = ["Catalogue", "Sheet"]
