"""Measurements: against the evaluation sets, of speed, and of the gate."""
