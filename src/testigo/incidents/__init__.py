"""The accounts of many dispatches to one incident, and its count under a policy."""
