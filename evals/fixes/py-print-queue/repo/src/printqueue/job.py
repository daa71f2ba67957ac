from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Job:
    document: str
    pages: int
    copies: int = 1
    duplex: bool = True

    @property
    def sheets(self):
        per_copy = -(-self.pages // 2) if self.duplex else self.pages
        return per_copy * self.copies

    def fields(self):
        return asdict(self)
