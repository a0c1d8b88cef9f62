-- The log: what is written here is never changed. Everything below "derived" can be made anew from it.
-- Names are looked for by how they begin, which only the order of bytes ("C") finds in every database.
CREATE TABLE entry (
    seq BIGINT PRIMARY KEY,
    kind TEXT COLLATE "C" NOT NULL,
    at TEXT COLLATE "C" NOT NULL,
    body TEXT COLLATE "C" NOT NULL,
    previous TEXT COLLATE "C" NOT NULL,
    hash TEXT COLLATE "C" NOT NULL
);

CREATE TABLE dispatch (
    n BIGINT PRIMARY KEY,
    key TEXT COLLATE "C" NOT NULL UNIQUE
);

-- kept apart from the claims, so that it can be purged while spans and quotes stay
CREATE TABLE text (
    n BIGINT PRIMARY KEY,
    body BYTEA
);

CREATE TABLE delivery (
    n BIGINT PRIMARY KEY,
    id TEXT COLLATE "C" NOT NULL,
    dispatch BIGINT NOT NULL REFERENCES dispatch (n),
    text BIGINT NOT NULL REFERENCES text (n),
    item TEXT COLLATE "C" NOT NULL,
    day TEXT COLLATE "C",
    content TEXT COLLATE "C" NOT NULL,
    entry BIGINT NOT NULL REFERENCES entry (seq)
);
CREATE INDEX delivery_of_dispatch ON delivery (dispatch);
CREATE INDEX delivery_of_item ON delivery (item);
CREATE INDEX delivery_of_entry ON delivery (entry);

CREATE TABLE reading (
    n BIGINT PRIMARY KEY,
    delivery BIGINT NOT NULL REFERENCES delivery (n),
    reader TEXT COLLATE "C" NOT NULL,
    issues TEXT COLLATE "C" NOT NULL,
    digest TEXT COLLATE "C" NOT NULL,
    entry BIGINT NOT NULL REFERENCES entry (seq)
);
CREATE INDEX reading_of_delivery ON reading (delivery);
CREATE INDEX reading_of_entry ON reading (entry);

CREATE TABLE account (
    n BIGINT PRIMARY KEY,
    reading BIGINT NOT NULL REFERENCES reading (n),
    id TEXT COLLATE "C" NOT NULL,
    local TEXT COLLATE "C" NOT NULL,
    content TEXT COLLATE "C" NOT NULL
);
CREATE INDEX account_of_reading ON account (reading);

CREATE TABLE claim (
    n BIGINT PRIMARY KEY,
    reading BIGINT NOT NULL REFERENCES reading (n),
    id TEXT COLLATE "C" NOT NULL,
    local TEXT COLLATE "C" NOT NULL,
    account TEXT COLLATE "C",
    kind TEXT COLLATE "C" NOT NULL,
    outcome TEXT COLLATE "C",
    low BIGINT,
    high BIGINT,
    content TEXT COLLATE "C" NOT NULL
);
CREATE INDEX claim_of_reading ON claim (reading);

CREATE TABLE decision (
    n BIGINT PRIMARY KEY,
    kind TEXT COLLATE "C" NOT NULL,
    undoes BIGINT REFERENCES decision (n),
    content TEXT COLLATE "C" NOT NULL,
    entry BIGINT NOT NULL REFERENCES entry (seq)
);
CREATE INDEX decision_undone ON decision (undoes) WHERE undoes IS NOT NULL;

-- which accounts and claims a decision is about
CREATE TABLE mention (
    thing TEXT COLLATE "C" NOT NULL,
    decision BIGINT NOT NULL REFERENCES decision (n),
    PRIMARY KEY (thing, decision)
);

CREATE TABLE quarantine (
    n BIGINT PRIMARY KEY,
    id TEXT COLLATE "C" NOT NULL UNIQUE,
    place TEXT COLLATE "C" NOT NULL,
    code TEXT COLLATE "C" NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    form TEXT COLLATE "C",
    raw BYTEA,
    entry BIGINT NOT NULL REFERENCES entry (seq)
);
CREATE INDEX quarantine_of_entry ON quarantine (entry);

-- what came out of quarantine later on, and how
CREATE TABLE settlement (
    quarantine BIGINT PRIMARY KEY REFERENCES quarantine (n),
    outcome TEXT COLLATE "C" NOT NULL,
    entry BIGINT NOT NULL REFERENCES entry (seq)
);
CREATE INDEX settlement_of_entry ON settlement (entry);

-- Derived: made of the log, and made anew by `testigo replay`.
CREATE TABLE standing (
    n BIGINT PRIMARY KEY,
    dispatch BIGINT NOT NULL,
    reading BIGINT,
    since TEXT COLLATE "C",
    until TEXT COLLATE "C"
);
CREATE INDEX standing_of_dispatch ON standing (dispatch);
CREATE INDEX standing_of_reading ON standing (reading);

CREATE TABLE member (
    account BIGINT PRIMARY KEY,
    incident BIGINT NOT NULL
);
CREATE INDEX member_of_incident ON member (incident);

-- `n` is that of its lead account: the one published first
CREATE TABLE incident (
    n BIGINT PRIMARY KEY,
    country TEXT COLLATE "C",
    start TEXT COLLATE "C",
    "end" TEXT COLLATE "C",
    type TEXT COLLATE "C" NOT NULL
);
CREATE INDEX incident_by_country ON incident (country, start, n);
CREATE INDEX incident_by_day ON incident (start, n);
CREATE TABLE area (n BIGINT PRIMARY KEY, lat DOUBLE PRECISION NOT NULL, lon DOUBLE PRECISION NOT NULL);
CREATE INDEX area_by_place ON area (lat, lon);
CREATE TABLE words (n BIGINT PRIMARY KEY, body TSVECTOR NOT NULL);
CREATE INDEX words_within ON words USING gin (body);

-- The log only grows; of a text only the body may go.
CREATE FUNCTION only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME;
END $$;
CREATE TRIGGER entry_only_grows BEFORE UPDATE OR DELETE ON entry FOR EACH ROW EXECUTE FUNCTION only_grows();
CREATE TRIGGER dispatch_only_grows BEFORE UPDATE OR DELETE ON dispatch FOR EACH ROW EXECUTE FUNCTION only_grows();
CREATE TRIGGER delivery_only_grows BEFORE UPDATE OR DELETE ON delivery FOR EACH ROW EXECUTE FUNCTION only_grows();
CREATE TRIGGER reading_only_grows BEFORE UPDATE OR DELETE ON reading FOR EACH ROW EXECUTE FUNCTION only_grows();
CREATE TRIGGER account_only_grows BEFORE UPDATE OR DELETE ON account FOR EACH ROW EXECUTE FUNCTION only_grows();
CREATE TRIGGER claim_only_grows BEFORE UPDATE OR DELETE ON claim FOR EACH ROW EXECUTE FUNCTION only_grows();
CREATE TRIGGER decision_only_grows BEFORE UPDATE OR DELETE ON decision FOR EACH ROW EXECUTE FUNCTION only_grows();
CREATE TRIGGER mention_only_grows BEFORE UPDATE OR DELETE ON mention FOR EACH ROW EXECUTE FUNCTION only_grows();
CREATE TRIGGER quarantine_only_grows BEFORE UPDATE OR DELETE ON quarantine FOR EACH ROW EXECUTE FUNCTION only_grows();
CREATE TRIGGER settlement_only_grows BEFORE UPDATE OR DELETE ON settlement FOR EACH ROW EXECUTE FUNCTION only_grows();
CREATE TRIGGER text_no_delete BEFORE DELETE ON text FOR EACH ROW EXECUTE FUNCTION only_grows();
CREATE TRIGGER text_only_purged BEFORE UPDATE ON text FOR EACH ROW
    WHEN (NEW.n <> OLD.n OR NEW.body IS NOT NULL) EXECUTE FUNCTION only_grows();
