-- Incidents lie in cells, and the tree holds the cells: with each incident in it, it grew dearer with the ledger.
CREATE TABLE spot (
    n INTEGER PRIMARY KEY,
    cell INTEGER NOT NULL,
    lat REAL NOT NULL,
    lon REAL NOT NULL
) STRICT;
INSERT INTO spot (n, cell, lat, lon)
SELECT incident, CAST((lat + 90) * 10 AS INTEGER) * 100000 + CAST((lon + 180) * 10 AS INTEGER), lat, lon
FROM (
    SELECT member.incident, min(account.n),
        account.content ->> '$.place.lat' AS lat, account.content ->> '$.place.lon' AS lon
    FROM area
    JOIN member ON member.incident = area.n
    JOIN account ON account.n = member.account
    WHERE account.content ->> '$.place.lat' BETWEEN area.south AND area.north
    AND account.content ->> '$.place.lon' BETWEEN area.west AND area.east
    GROUP BY member.incident
);
CREATE INDEX spot_of_cell ON spot (cell);
DELETE FROM area;
INSERT INTO area (n, south, north, west, east)
SELECT cell, cell / 100000 / 10.0 - 90, cell / 100000 / 10.0 - 90 + 0.1,
    cell % 100000 / 10.0 - 180, cell % 100000 / 10.0 - 180 + 0.1
FROM (SELECT DISTINCT cell FROM spot);
