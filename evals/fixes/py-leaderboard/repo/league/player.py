from dataclasses import dataclass, field


@dataclass
class Player:
    name: str
    results: list = field(default_factory=list)

    @property
    def points(self):
        return sum({"win": 3, "draw": 1}.get(result, 0) for result in self.results)
