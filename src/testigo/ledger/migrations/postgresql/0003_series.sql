-- Monthly figures of others, as they were imported: a later release of a month is one more row, and the older one stays.
CREATE TABLE series (
    n BIGINT PRIMARY KEY,
    id TEXT COLLATE "C" NOT NULL UNIQUE,
    measure TEXT COLLATE "C" NOT NULL,
    country TEXT COLLATE "C",
    admin1 TEXT COLLATE "C",
    month TEXT COLLATE "C" NOT NULL,
    count BIGINT NOT NULL,
    released TEXT COLLATE "C",
    source TEXT COLLATE "C" NOT NULL,
    entry BIGINT NOT NULL REFERENCES entry (seq)
);
CREATE INDEX series_of_entry ON series (entry);
-- running counts are few among the claims
CREATE INDEX claim_of_period ON claim (n) WHERE kind = 'tally';

CREATE TRIGGER series_only_grows BEFORE UPDATE OR DELETE ON series FOR EACH ROW EXECUTE FUNCTION only_grows();
