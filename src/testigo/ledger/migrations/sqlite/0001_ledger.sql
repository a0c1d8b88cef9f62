-- The log: what is written here is never changed. Everything below "derived" can be made anew from it.
CREATE TABLE entry (
    seq INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    at TEXT NOT NULL,
    body TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;

CREATE TABLE dispatch (
    n INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE
) STRICT;

-- kept apart from the claims, so that it can be purged while spans and quotes stay
CREATE TABLE text (
    n INTEGER PRIMARY KEY,
    body BLOB
) STRICT;

CREATE TABLE delivery (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    dispatch INTEGER NOT NULL REFERENCES dispatch (n),
    text INTEGER NOT NULL REFERENCES text (n),
    item TEXT NOT NULL,
    day TEXT,
    content TEXT NOT NULL,
    entry INTEGER NOT NULL REFERENCES entry (seq)
) STRICT;
CREATE INDEX delivery_of_dispatch ON delivery (dispatch);
CREATE INDEX delivery_of_item ON delivery (item);
CREATE INDEX delivery_of_entry ON delivery (entry);

CREATE TABLE reading (
    n INTEGER PRIMARY KEY,
    delivery INTEGER NOT NULL REFERENCES delivery (n),
    reader TEXT NOT NULL,
    issues TEXT NOT NULL,
    digest TEXT NOT NULL,
    entry INTEGER NOT NULL REFERENCES entry (seq)
) STRICT;
CREATE INDEX reading_of_delivery ON reading (delivery);
CREATE INDEX reading_of_entry ON reading (entry);

CREATE TABLE account (
    n INTEGER PRIMARY KEY,
    reading INTEGER NOT NULL REFERENCES reading (n),
    id TEXT NOT NULL,
    local TEXT NOT NULL,
    content TEXT NOT NULL
) STRICT;
CREATE INDEX account_of_reading ON account (reading);

CREATE TABLE claim (
    n INTEGER PRIMARY KEY,
    reading INTEGER NOT NULL REFERENCES reading (n),
    id TEXT NOT NULL,
    local TEXT NOT NULL,
    account TEXT,
    kind TEXT NOT NULL,
    outcome TEXT,
    low INTEGER,
    high INTEGER,
    content TEXT NOT NULL
) STRICT;
CREATE INDEX claim_of_reading ON claim (reading);

CREATE TABLE decision (
    n INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    undoes INTEGER REFERENCES decision (n),
    content TEXT NOT NULL,
    entry INTEGER NOT NULL REFERENCES entry (seq)
) STRICT;
CREATE INDEX decision_undone ON decision (undoes) WHERE undoes IS NOT NULL;

-- which accounts and claims a decision is about
CREATE TABLE mention (
    thing TEXT NOT NULL,
    decision INTEGER NOT NULL REFERENCES decision (n),
    PRIMARY KEY (thing, decision)
) STRICT, WITHOUT ROWID;

CREATE TABLE quarantine (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    place TEXT NOT NULL,
    code TEXT NOT NULL,
    reason TEXT NOT NULL,
    form TEXT,
    raw BLOB,
    entry INTEGER NOT NULL REFERENCES entry (seq)
) STRICT;
CREATE INDEX quarantine_of_entry ON quarantine (entry);

-- what came out of quarantine later on, and how
CREATE TABLE settlement (
    quarantine INTEGER PRIMARY KEY REFERENCES quarantine (n),
    outcome TEXT NOT NULL,
    entry INTEGER NOT NULL REFERENCES entry (seq)
) STRICT;
CREATE INDEX settlement_of_entry ON settlement (entry);

-- Derived: made of the log, and made anew by `testigo replay`.
CREATE TABLE standing (
    n INTEGER PRIMARY KEY,
    dispatch INTEGER NOT NULL,
    reading INTEGER,
    since TEXT,
    until TEXT
) STRICT;
CREATE INDEX standing_of_dispatch ON standing (dispatch);
CREATE INDEX standing_of_reading ON standing (reading);

CREATE TABLE member (
    account INTEGER PRIMARY KEY,
    incident INTEGER NOT NULL
) STRICT;
CREATE INDEX member_of_incident ON member (incident);

-- `n` is that of its lead account: the one published first
CREATE TABLE incident (
    n INTEGER PRIMARY KEY,
    country TEXT,
    start TEXT,
    "end" TEXT,
    type TEXT NOT NULL
) STRICT;
CREATE INDEX incident_by_country ON incident (country, start, n);
CREATE INDEX incident_by_day ON incident (start, n);
CREATE VIRTUAL TABLE area USING rtree (n, south, north, west, east);
CREATE VIRTUAL TABLE words USING fts5 (body, content = '', tokenize = "unicode61 remove_diacritics 2");
-- what is entered is merged into larger pieces more seldom: with the default (4) that grows with the ledger twice as much
INSERT INTO words (words, rank) VALUES ('automerge', 16);

-- The log only grows; of a text only the body may go.
CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry BEGIN SELECT RAISE (ABORT, 'append-only: entry'); END;
CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry BEGIN SELECT RAISE (ABORT, 'append-only: entry'); END;
CREATE TRIGGER dispatch_no_update BEFORE UPDATE ON dispatch BEGIN SELECT RAISE (ABORT, 'append-only: dispatch'); END;
CREATE TRIGGER dispatch_no_delete BEFORE DELETE ON dispatch BEGIN SELECT RAISE (ABORT, 'append-only: dispatch'); END;
CREATE TRIGGER delivery_no_update BEFORE UPDATE ON delivery BEGIN SELECT RAISE (ABORT, 'append-only: delivery'); END;
CREATE TRIGGER delivery_no_delete BEFORE DELETE ON delivery BEGIN SELECT RAISE (ABORT, 'append-only: delivery'); END;
CREATE TRIGGER reading_no_update BEFORE UPDATE ON reading BEGIN SELECT RAISE (ABORT, 'append-only: reading'); END;
CREATE TRIGGER reading_no_delete BEFORE DELETE ON reading BEGIN SELECT RAISE (ABORT, 'append-only: reading'); END;
CREATE TRIGGER account_no_update BEFORE UPDATE ON account BEGIN SELECT RAISE (ABORT, 'append-only: account'); END;
CREATE TRIGGER account_no_delete BEFORE DELETE ON account BEGIN SELECT RAISE (ABORT, 'append-only: account'); END;
CREATE TRIGGER claim_no_update BEFORE UPDATE ON claim BEGIN SELECT RAISE (ABORT, 'append-only: claim'); END;
CREATE TRIGGER claim_no_delete BEFORE DELETE ON claim BEGIN SELECT RAISE (ABORT, 'append-only: claim'); END;
CREATE TRIGGER decision_no_update BEFORE UPDATE ON decision BEGIN SELECT RAISE (ABORT, 'append-only: decision'); END;
CREATE TRIGGER decision_no_delete BEFORE DELETE ON decision BEGIN SELECT RAISE (ABORT, 'append-only: decision'); END;
CREATE TRIGGER mention_no_update BEFORE UPDATE ON mention BEGIN SELECT RAISE (ABORT, 'append-only: mention'); END;
CREATE TRIGGER mention_no_delete BEFORE DELETE ON mention BEGIN SELECT RAISE (ABORT, 'append-only: mention'); END;
CREATE TRIGGER quarantine_no_update BEFORE UPDATE ON quarantine BEGIN SELECT RAISE (ABORT, 'append-only: quarantine'); END;
CREATE TRIGGER quarantine_no_delete BEFORE DELETE ON quarantine BEGIN SELECT RAISE (ABORT, 'append-only: quarantine'); END;
CREATE TRIGGER settlement_no_update BEFORE UPDATE ON settlement BEGIN SELECT RAISE (ABORT, 'append-only: settlement'); END;
CREATE TRIGGER settlement_no_delete BEFORE DELETE ON settlement BEGIN SELECT RAISE (ABORT, 'append-only: settlement'); END;
CREATE TRIGGER text_no_delete BEFORE DELETE ON text BEGIN SELECT RAISE (ABORT, 'append-only: text'); END;
CREATE TRIGGER text_only_purged BEFORE UPDATE ON text WHEN NEW.n <> OLD.n OR NEW.body IS NOT NULL
BEGIN SELECT RAISE (ABORT, 'append-only: text'); END;
