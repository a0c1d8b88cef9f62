-- Derived: what accounts are found by, and how alike two of them are. `one` is the account with the smaller number.
CREATE TABLE mark (
    mark TEXT NOT NULL,
    day INTEGER NOT NULL,
    account INTEGER NOT NULL,
    PRIMARY KEY (mark, day, account)
) STRICT, WITHOUT ROWID;

CREATE TABLE likeness (
    one INTEGER NOT NULL,
    other INTEGER NOT NULL,
    score INTEGER NOT NULL,
    retold INTEGER NOT NULL,
    PRIMARY KEY (one, other)
) STRICT, WITHOUT ROWID;
CREATE INDEX likeness_of_other ON likeness (other);

-- who judged, up to which account, and the bars, in thousandths of log odds: one row, or none where nobody did
CREATE TABLE judged (
    judge TEXT NOT NULL,
    until INTEGER NOT NULL,
    link INTEGER NOT NULL,
    together INTEGER NOT NULL,
    whole INTEGER NOT NULL,
    least INTEGER NOT NULL
) STRICT;

-- the chain is walked entry by entry: each looks for its decision, and for what that is about
CREATE INDEX decision_of_entry ON decision (entry);
CREATE INDEX mention_of_decision ON mention (decision);
