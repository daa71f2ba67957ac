from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Sheet:
    name: str
    place: str
    year: int

    def named(self, name):
        return replace(self, name=name)
