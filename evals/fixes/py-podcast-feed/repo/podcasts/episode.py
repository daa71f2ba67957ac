from dataclasses import dataclass


@dataclass(frozen=True)
class Episode:
    title: str
    published: str
    """ISO date."""
    seconds: int
    season: int | None = None

    @property
    def year(self):
        return int(self.published[:4])
