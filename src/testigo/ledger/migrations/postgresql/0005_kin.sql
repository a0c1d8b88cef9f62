-- An account has hundreds of pairs: they lie in lists, each with the account of the smaller number, and whom it is linked
-- to on either side too, so that no index over pairs is needed. An account has a row from every part of the work that met
-- it; lists are JSON.
CREATE TABLE kin (
    account BIGINT NOT NULL,
    later TEXT NOT NULL,
    scores TEXT NOT NULL,
    linked TEXT NOT NULL,
    retold TEXT NOT NULL
);
INSERT INTO kin (account, later, scores, linked, retold)
SELECT n,
    (SELECT coalesce(json_agg(other ORDER BY other), '[]') FROM likeness WHERE one = n),
    (SELECT coalesce(json_agg(score ORDER BY other), '[]') FROM likeness WHERE one = n),
    (SELECT coalesce(json_agg(near), '[]') FROM (
        SELECT other AS near FROM likeness WHERE one = n AND score >= (SELECT link FROM judged)
        UNION ALL SELECT one FROM likeness WHERE other = n AND score >= (SELECT link FROM judged)
    ) AS links),
    (SELECT coalesce(json_agg(other ORDER BY other), '[]') FROM likeness WHERE one = n AND retold <> 0)
FROM (SELECT one AS n FROM likeness UNION SELECT other FROM likeness) AS known;
DROP TABLE likeness;
ALTER TABLE kin RENAME TO likeness;
CREATE INDEX likeness_of_account ON likeness (account);
