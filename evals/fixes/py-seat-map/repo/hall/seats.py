from .rows import row_names


class Hall:
    def __init__(self, rows, width, taken=()):
        self.rows = rows
        self.width = width
        self.taken = set(taken)

    def seats(self):
        return [f"{row}{number}" for row in row_names(self.rows) for number in range(1, self.width + 1)]

    def free(self):
        return [seat for seat in self.seats() if seat not in self.taken]

    def take(self, seat):
        if seat not in self.free():
            raise LookupError(seat)
        self.taken.add(seat)
