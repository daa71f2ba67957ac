from dataclasses import dataclass


@dataclass
class Report:
    title: str
    month: str
    rows: list

    def text(self):
        return "\n".join([self.title, *(f"{name}: {value}" for name, value in self.rows)])
