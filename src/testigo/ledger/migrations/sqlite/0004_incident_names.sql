-- Incidents of one day are listed by their names, in the same order in every ledger of the same.
ALTER TABLE incident ADD COLUMN lead TEXT;
UPDATE incident SET lead = (SELECT account.id FROM account WHERE account.n = incident.n);
DROP INDEX incident_by_country;
DROP INDEX incident_by_day;
CREATE INDEX incident_by_country ON incident (country, start, lead);
CREATE INDEX incident_by_day ON incident (start, lead);
