"""All sheets of the collection, one per plant."""

from .names import genus, key


class Duplicate(ValueError):
    pass


class Catalogue:
    def __init__(self, sheets=()):
        self._sheets = {}
        for sheet in sheets:
            self.add(sheet)

    def __contains__(self, name):
        return key(name) in self._sheets

    def __len__(self):
        return len(self._sheets)

    def __iter__(self):
        """Sheets by name."""
        return iter(sorted(self._sheets.values(), key=lambda sheet: key(sheet.name)))

    def add(self, sheet):
        if sheet.name in self:
            raise Duplicate(sheet.name)
        self._sheets[key(sheet.name)] = sheet

    def find(self, name):
        """The sheet of a plant; None when there is none."""
        return self._sheets.get(key(name))

    def remove(self, name):
        """Takes a sheet out and returns it. Raises KeyError when there is none."""
        return self._sheets.pop(name)

    def rename(self, old, new):
        """Botanists change their minds. Raises KeyError for an unknown plant, Duplicate for a name that is in use."""
        if new in self and key(new) != key(old):
            raise Duplicate(new)
        self._sheets[new] = self._sheets.pop(old).named(new)

    def genera(self):
        """Number of sheets by genus."""
        counts = {}
        for sheet in self:
            counts[genus(sheet.name)] = counts.get(genus(sheet.name), 0) + 1
        return counts
