"""Releases: a version of a data set that names itself, what it no longer has, and what differs between two."""
