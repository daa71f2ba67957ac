from library import fees
from library.fees import fee


class Account:
    def __init__(self, name):
        self.name = name
        self.paid = 0

    def fee(self, days_late):
        """What is still open; what was paid counts."""
        return max(0, fee(days_late) - self.paid)

    def is_blocked(self, days_late):
        return fees.fee(days_late) >= fees.HIGHEST
