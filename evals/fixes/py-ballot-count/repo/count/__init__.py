"""Counting of ranked ballots."""
