"""The ledger: append-only claims and decisions, and what is derived from them, in one SQLite file or in PostgreSQL."""
