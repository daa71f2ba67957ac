"""Sheets that are with other museums."""


class Lending:
    def __init__(self, catalogue):
        self._catalogue = catalogue
        self._out = {}

    def lend(self, name, museum):
        """Raises KeyError when there is no such sheet."""
        sheet = self._catalogue.remove(name)
        self._out.setdefault(museum, []).append(sheet)
        return sheet

    def bring_back(self, museum):
        """Puts everything back that a museum had; the number of sheets."""
        sheets = self._out.pop(museum, [])
        for sheet in sheets:
            self._catalogue.add(sheet)
        return len(sheets)
