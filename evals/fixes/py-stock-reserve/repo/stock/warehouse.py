from .errors import OutOfStock


class Warehouse:
    def __init__(self):
        self.amounts = {}
        self.reserved = {}

    def deliver(self, article, amount):
        self.amounts[article] = self.amounts.get(article, 0) + amount

    def available(self, article):
        return self.amounts[article] - self.reserved.get(article, 0)

    def reserve(self, article, amount):
        if amount > self.available(article):
            raise OutOfStock(article)
        self.reserved[article] = self.reserved.get(article, 0) + amount

    def ship(self, article, amount):
        if amount > self.reserved.get(article, 0):
            raise OutOfStock(article)
        self.reserved[article] -= amount
        self.amounts[article] -= amount
