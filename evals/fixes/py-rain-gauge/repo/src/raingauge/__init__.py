"""Rainfall of weather stations."""
