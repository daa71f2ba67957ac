from dataclasses import dataclass


@dataclass
class Person:
    name: str
    born: int
    town: str

    def age(self, year):
        return year - self.born
