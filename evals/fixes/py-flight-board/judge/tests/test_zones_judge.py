import unittest
from datetime import datetime, timedelta, timezone

from board.display import days_later, row
from board.timetable import local_time, read_line, read_timetable


class JudgeTest(unittest.TestCase):
    def test_local_time_is_what_the_clock_shows(self):
        for code in ("BKK", "FRA", "JFK", "DEL", "LHR", "AKL"):
            time = local_time(code, "2025-01-10 23:40")
            self.assertEqual(time.replace(tzinfo=None), datetime(2025, 1, 10, 23, 40), code)

    def test_instants(self):
        self.assertEqual(local_time("JFK", "2025-01-10 20:00"), datetime(2025, 1, 11, 1, 0, tzinfo=timezone.utc))
        self.assertEqual(local_time("DEL", "2025-01-10 05:30"), datetime(2025, 1, 10, 0, 0, tzinfo=timezone.utc))
        self.assertEqual(local_time("AKL", "2025-01-10 01:00"), datetime(2025, 1, 9, 12, 0, tzinfo=timezone.utc))

    def test_durations(self):
        flight = read_line("LH 400 | FRA 2025-01-10 11:00 | JFK 2025-01-10 13:45")
        self.assertEqual(flight.duration, timedelta(hours=8, minutes=45))

    def test_arrival_on_the_day_before(self):
        flight = read_line("NZ 2 | AKL 2025-01-10 00:30 | JFK 2025-01-09 22:30")
        self.assertEqual(days_later(flight), -1)
        self.assertEqual(row(flight), "NZ 2  AKL 00:30 - JFK 22:30 -1  16 h 00")

    def test_timetable(self):
        text = """
A 1 | JFK 2025-01-10 08:00 | LHR 2025-01-10 20:00
A 2 | AKL 2025-01-10 23:00 | BKK 2025-01-11 05:00
A 3 | LHR 2025-01-10 12:00 | FRA 2025-01-10 14:30
"""
        self.assertEqual([flight.number for flight in read_timetable(text)], ["A 2", "A 3", "A 1"])
