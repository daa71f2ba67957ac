"""Fares of the city's buses."""
