"""Counts over periods and places: what was reported, what the ledger's incidents add up to, and how both compare."""
