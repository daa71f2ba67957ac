"""Lockers of the swimming pool."""

from collections import deque

from .rental import Rental


class NoLocker(Exception):
    pass


class Lockers:
    def __init__(self, count):
        self.numbers = range(1, count + 1)
        self.rentals = {}
        self.waiting = deque()

    def free(self):
        return [number for number in self.numbers if number not in self.rentals]

    def rent(self, guest, start):
        """Gives the guest the lowest free number."""
        free = self.free()
        if not free:
            raise NoLocker(guest)
        self.rentals[free[0]] = Rental(guest, start)
        return free[0]

    def wait(self, guest):
        self.waiting.append(guest)

    def give_back(self, number, now):
        """Frees a locker; it goes to the first guest who waits for one."""
        del self.rentals[number]
        if self.waiting:
            self.rentals[number] = Rental(self.waiting.popleft(), now)

    def release_overdue(self, now):
        """Frees all overdue lockers. Returns number and guest of each, in order of the numbers."""
        released = []
        for number, rental in self.rentals.items():
            if rental.overdue(now):
                self.give_back(number, now)
                released.append((number, rental.guest))
        return sorted(released)
