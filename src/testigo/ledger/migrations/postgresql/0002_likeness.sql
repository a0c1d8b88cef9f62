-- Derived: what accounts are found by, and how alike two of them are. `one` is the account with the smaller number.
CREATE TABLE mark (
    mark TEXT COLLATE "C" NOT NULL,
    day BIGINT NOT NULL,
    account BIGINT NOT NULL,
    PRIMARY KEY (mark, day, account)
);

CREATE TABLE likeness (
    one BIGINT NOT NULL,
    other BIGINT NOT NULL,
    score BIGINT NOT NULL,
    retold BIGINT NOT NULL,
    PRIMARY KEY (one, other)
);
CREATE INDEX likeness_of_other ON likeness (other);

-- who judged, up to which account, and the bars, in thousandths of log odds: one row, or none where nobody did
CREATE TABLE judged (
    judge TEXT COLLATE "C" NOT NULL,
    until BIGINT NOT NULL,
    link BIGINT NOT NULL,
    together BIGINT NOT NULL,
    whole BIGINT NOT NULL,
    least BIGINT NOT NULL
);

-- the chain is walked entry by entry: each looks for its decision, and for what that is about
CREATE INDEX decision_of_entry ON decision (entry);
CREATE INDEX mention_of_decision ON mention (decision);
