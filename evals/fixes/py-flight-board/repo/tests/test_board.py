import unittest
from datetime import datetime, timedelta, timezone

from board.airports import UnknownAirport, zone_of
from board.display import days_later, hours, row
from board.flight import Flight
from board.timetable import read_line, read_timetable

UTC = timezone.utc
TG921 = "TG 921 | BKK 2025-01-10 23:40 | FRA 2025-01-11 06:00"


class AirportsTest(unittest.TestCase):
    def test_half_hours(self):
        self.assertEqual(zone_of("DEL").utcoffset(None), timedelta(hours=5, minutes=30))

    def test_unknown(self):
        with self.assertRaises(UnknownAirport):
            zone_of("XXX")


class DisplayTest(unittest.TestCase):
    def setUp(self):
        self.flight = Flight(
            "BA 1", "LHR", "LHR", datetime(2025, 1, 1, 23, 0, tzinfo=UTC), datetime(2025, 1, 2, 0, 5, tzinfo=UTC)
        )

    def test_hours(self):
        self.assertEqual(hours(timedelta(hours=11, minutes=5)), "11 h 05")

    def test_days_later(self):
        self.assertEqual(days_later(self.flight), 1)

    def test_row(self):
        self.assertEqual(row(self.flight), "BA 1  LHR 23:00 - LHR 00:05 +1  1 h 05")

    def test_delay_keeps_the_duration(self):
        self.assertEqual(self.flight.delayed(95).duration, self.flight.duration)


class TimetableTest(unittest.TestCase):
    def test_numbers_and_airports(self):
        flight = read_line(TG921)
        self.assertEqual((flight.number, flight.origin, flight.target), ("TG 921", "BKK", "FRA"))

    def test_row_shows_local_times(self):
        self.assertEqual(row(read_line(TG921)), "TG 921  BKK 23:40 - FRA 06:00 +1  12 h 20")

    def test_order_of_departures_in_the_world(self):
        text = "LH 400 | FRA 2025-01-10 11:00 | JFK 2025-01-10 13:45\nTG 600 | BKK 2025-01-10 14:00 | DEL 2025-01-10 17:00"
        self.assertEqual([flight.number for flight in read_timetable(text)], ["TG 600", "LH 400"])
