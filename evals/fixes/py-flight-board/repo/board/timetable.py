"""Reads the timetable: times are local times of the airport they belong to."""

from datetime import datetime

from .airports import zone_of
from .flight import Flight


def local_time(code, text):
    """A time such as "2025-01-10 23:40" at an airport."""
    return datetime.strptime(text, "%Y-%m-%d %H:%M").astimezone(zone_of(code))


def read_line(line):
    """A line such as "TG 921 | BKK 2025-01-10 23:40 | FRA 2025-01-11 06:00"."""
    number, start, end = (part.strip() for part in line.split("|"))
    origin, departure = start.split(" ", 1)
    target, arrival = end.split(" ", 1)
    return Flight(number, origin, target, local_time(origin, departure), local_time(target, arrival))


def read_timetable(text):
    """Flights by departure."""
    flights = [read_line(line) for line in text.strip().splitlines()]
    return sorted(flights, key=lambda flight: flight.departure)
