-- An account has hundreds of pairs: they lie in lists, each with the account of the smaller number, and whom it is linked
-- to on either side too, so that no index over pairs is needed. An account has a row from every part of the work that met
-- it; lists are JSON.
CREATE TABLE kin (
    account INTEGER NOT NULL,
    later TEXT NOT NULL,
    scores TEXT NOT NULL,
    linked TEXT NOT NULL,
    retold TEXT NOT NULL
) STRICT;
INSERT INTO kin (account, later, scores, linked, retold)
SELECT n,
    (SELECT json_group_array(other) FROM (SELECT other FROM likeness WHERE one = n ORDER BY other)),
    (SELECT json_group_array(score) FROM (SELECT score FROM likeness WHERE one = n ORDER BY other)),
    (SELECT json_group_array(near) FROM (
        SELECT other AS near FROM likeness WHERE one = n AND score >= (SELECT link FROM judged)
        UNION ALL SELECT one FROM likeness WHERE other = n AND score >= (SELECT link FROM judged)
    )),
    (SELECT json_group_array(other) FROM likeness WHERE one = n AND retold <> 0)
FROM (SELECT one AS n FROM likeness UNION SELECT other FROM likeness);
DROP TABLE likeness;
ALTER TABLE kin RENAME TO likeness;
CREATE INDEX likeness_of_account ON likeness (account);
