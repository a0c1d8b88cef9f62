-- Monthly figures of others, as they were imported: a later release of a month is one more row, and the older one stays.
CREATE TABLE series (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    measure TEXT NOT NULL,
    country TEXT,
    admin1 TEXT,
    month TEXT NOT NULL,
    count INTEGER NOT NULL,
    released TEXT,
    source TEXT NOT NULL,
    entry INTEGER NOT NULL REFERENCES entry (seq)
) STRICT;
CREATE INDEX series_of_entry ON series (entry);
-- running counts are few among the claims
CREATE INDEX claim_of_period ON claim (n) WHERE kind = 'tally';

CREATE TRIGGER series_no_update BEFORE UPDATE ON series BEGIN SELECT RAISE (ABORT, 'append-only: series'); END;
CREATE TRIGGER series_no_delete BEFORE DELETE ON series BEGIN SELECT RAISE (ABORT, 'append-only: series'); END;
