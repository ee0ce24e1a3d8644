"""The tables that can be dropped and built again from the raw rows, and how those of earlier formats are read."""

from __future__ import annotations

_AS_EVER = """
CREATE TABLE phase (id TEXT PRIMARY KEY, name TEXT NOT NULL, at_ms REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE hook (
    process INTEGER NOT NULL, hook TEXT NOT NULL, family TEXT NOT NULL, status TEXT NOT NULL, reason TEXT NOT NULL,
    hits INTEGER NOT NULL, first_hit_ms REAL, PRIMARY KEY (process, hook)) WITHOUT ROWID;
CREATE TABLE planted (
    type TEXT NOT NULL, value TEXT NOT NULL, source TEXT NOT NULL, at_ms REAL NOT NULL,
    PRIMARY KEY (type, value)) WITHOUT ROWID;
CREATE TABLE stack (
    process INTEGER NOT NULL, key TEXT NOT NULL, frames TEXT NOT NULL, PRIMARY KEY (process, key)) WITHOUT ROWID;
CREATE TABLE sdk (
    product TEXT PRIMARY KEY, company TEXT NOT NULL, name TEXT NOT NULL, present INTEGER NOT NULL,
    started_ms REAL, calls INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE recipient (
    id INTEGER PRIMARY KEY, company TEXT NOT NULL, name TEXT NOT NULL, product TEXT NOT NULL,
    product_name TEXT NOT NULL, country TEXT NOT NULL, party TEXT NOT NULL, operator TEXT NOT NULL,
    parent TEXT NOT NULL, role TEXT NOT NULL, certainty TEXT NOT NULL, reason TEXT NOT NULL,
    owner TEXT NOT NULL, hosting TEXT NOT NULL, policy TEXT NOT NULL);
CREATE INDEX recipient_company ON recipient (company);
CREATE TABLE sender (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, sender TEXT NOT NULL, name TEXT NOT NULL, certainty TEXT NOT NULL,
    reason TEXT NOT NULL);
CREATE TABLE tally (
    recipient INTEGER NOT NULL, host TEXT NOT NULL, type TEXT NOT NULL, phase TEXT NOT NULL, certainty TEXT NOT NULL,
    count INTEGER NOT NULL, first_ms REAL NOT NULL, last_ms REAL NOT NULL, observation INTEGER NOT NULL,
    path TEXT NOT NULL, senders TEXT NOT NULL, encodings TEXT NOT NULL,
    PRIMARY KEY (recipient, host, type, phase, certainty)) WITHOUT ROWID;
CREATE TABLE received_prompt (
    company TEXT NOT NULL, digest BLOB NOT NULL, PRIMARY KEY (company, digest)) WITHOUT ROWID;
CREATE TABLE traffic (
    recipient INTEGER NOT NULL, host TEXT NOT NULL, phase TEXT NOT NULL, sender INTEGER NOT NULL,
    requests INTEGER NOT NULL, bytes_up INTEGER NOT NULL, bytes_down INTEGER NOT NULL,
    readable_bytes_up INTEGER NOT NULL, unreadable_connections INTEGER NOT NULL, first_ms REAL NOT NULL,
    last_ms REAL NOT NULL, PRIMARY KEY (recipient, host, phase, sender)) WITHOUT ROWID;
CREATE TABLE bars (
    company TEXT NOT NULL, slot INTEGER NOT NULL, bytes_up INTEGER NOT NULL,
    PRIMARY KEY (company, slot)) WITHOUT ROWID;
CREATE VIRTUAL TABLE search USING fts5 (text, content='', tokenize='trigram');
"""

_SINCE_3 = """
CREATE TABLE observation (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, at_ms REAL NOT NULL, process INTEGER NOT NULL, title TEXT NOT NULL,
    phase TEXT NOT NULL, host TEXT NOT NULL, recipient INTEGER REFERENCES recipient, sender INTEGER REFERENCES sender,
    bytes_up INTEGER NOT NULL, bytes_down INTEGER NOT NULL, readable_bytes_up INTEGER NOT NULL,
    status TEXT NOT NULL, summary INTEGER NOT NULL, findings INTEGER NOT NULL, raw_id INTEGER NOT NULL,
    ip TEXT NOT NULL);
CREATE INDEX observation_unread ON observation (id) WHERE kind = 'connection' AND bytes_up + bytes_down > 0;
CREATE INDEX observation_recipient ON observation (recipient);
CREATE TABLE detail (id INTEGER PRIMARY KEY, value TEXT NOT NULL);
CREATE VIEW address AS SELECT id, json_extract(value, '$.ip') AS ip FROM detail;
CREATE TABLE content (
    id INTEGER PRIMARY KEY, raw INTEGER NOT NULL, start INTEGER NOT NULL, size INTEGER NOT NULL, data BLOB,
    decoded INTEGER NOT NULL, value TEXT, steps TEXT NOT NULL, problem TEXT, readable INTEGER NOT NULL);
CREATE VIEW body AS
    SELECT id, observation, side, data, decoded,
    CASE WHEN decoded AND value IS NULL THEN CAST(data AS TEXT) ELSE value END AS value, steps, problem, readable FROM (
    SELECT c.id, c.id / 2 AS observation, CASE c.id % 2 WHEN 0 THEN 'up' ELSE 'down' END AS side,
    coalesce(c.data, (SELECT substr(payload, c.start + 1, c.size) FROM raw WHERE raw.id = c.raw)) AS data,
    c.decoded, c.value, c.steps, c.problem, c.readable FROM content AS c);
CREATE TABLE found (
    id INTEGER PRIMARY KEY, type TEXT NOT NULL, path TEXT NOT NULL, certainty TEXT NOT NULL, value TEXT NOT NULL,
    reason TEXT NOT NULL, encoding TEXT NOT NULL, planted TEXT NOT NULL);
CREATE TABLE together (id INTEGER PRIMARY KEY, members TEXT NOT NULL);
CREATE VIEW finding AS
    SELECT o.id AS observation, m.key AS id, f.type, f.path, f.certainty, f.value, f.reason, f.encoding, f.planted
    FROM observation AS o CROSS JOIN together AS t ON t.id = o.findings CROSS JOIN json_each(t.members) AS m
    CROSS JOIN found AS f ON f.id = m.value;
CREATE TABLE summary (id INTEGER PRIMARY KEY, types TEXT NOT NULL);
CREATE TABLE summed (
    summary INTEGER NOT NULL, type TEXT NOT NULL, certainty TEXT NOT NULL, path TEXT NOT NULL, encodings TEXT NOT NULL,
    PRIMARY KEY (summary, type)) WITHOUT ROWID;
CREATE TABLE said (id INTEGER PRIMARY KEY, text TEXT);
CREATE TABLE server (
    recipient INTEGER NOT NULL, host TEXT NOT NULL, ip TEXT NOT NULL, number INTEGER NOT NULL, network TEXT NOT NULL,
    country TEXT NOT NULL, note TEXT NOT NULL, requests INTEGER NOT NULL, bytes_up INTEGER NOT NULL,
    PRIMARY KEY (recipient, host, ip)) WITHOUT ROWID;
"""
# Equal findings stand once in `found`; what an observation holds `together` is a list of them, kept once too; its
# the view `finding` is read from observations to findings, never the other way (CROSS JOIN keeps sqlite to that). A
# `summary` has, of each type, the surest certainty, that one's path, and all encodings. `detail` is numbered
# observation × 2, + 1 for what the answer added. `content` is a body, numbered observation × 2, + 1 for the one down:
# bytes of a raw row, or its own; its value where that is not what the bytes say themselves. `said` waits to be put into
# `search`: both are numbered observation × 4, + 1 for the body up, + 2 for the body down; text NULL: the body's own.

DERIVED = _AS_EVER + _SINCE_3

TAKE_OVER = f"""
ALTER TABLE observation RENAME TO earlier_observation;
ALTER TABLE detail RENAME TO earlier_detail;
ALTER TABLE body RENAME TO earlier_body;
ALTER TABLE finding RENAME TO earlier_finding;
DROP INDEX IF EXISTS observation_unread;
DROP INDEX IF EXISTS observation_recipient;
{_SINCE_3}INSERT INTO found SELECT id, type, path, certainty, value, reason, encoding, planted FROM earlier_finding;
INSERT INTO together SELECT observation, json_group_array(id)
    FROM (SELECT observation, id FROM earlier_finding ORDER BY id) GROUP BY observation;
INSERT INTO summary SELECT id, types FROM earlier_observation WHERE types <> '';
INSERT INTO summed SELECT observation, type, min(certainty), path, json_group_array(DISTINCT encoding)
    FROM earlier_finding GROUP BY observation, type;
INSERT INTO observation SELECT id, kind, at_ms, process, title, phase, host, recipient, sender, bytes_up, bytes_down,
    readable_bytes_up, status, CASE types WHEN '' THEN 0 ELSE id END, CASE types WHEN '' THEN 0 ELSE id END, raw_id,
    coalesce((SELECT json_extract(value, '$.ip') FROM earlier_detail WHERE observation = id), '')
    FROM earlier_observation;
INSERT INTO detail SELECT observation * 2, value FROM earlier_detail;
INSERT INTO content SELECT observation * 2 + (side = 'down'), 0, 0, 0, data, decoded, value, steps, problem, readable
    FROM earlier_body;
DROP TABLE earlier_observation;
DROP TABLE earlier_detail;
DROP TABLE earlier_body;
DROP TABLE earlier_finding;
"""

VIEWS_OF_EARLIER = """
CREATE TEMP VIEW observation AS SELECT id, kind, at_ms, process, title, phase, host, recipient, sender, bytes_up,
    bytes_down, readable_bytes_up, status, CASE types WHEN '' THEN 0 ELSE id END AS summary,
    CASE types WHEN '' THEN 0 ELSE id END AS findings, raw_id,
    coalesce((SELECT json_extract(value, '$.ip') FROM main.detail WHERE observation = id), '') AS ip
    FROM main.observation;
CREATE TEMP VIEW summary AS SELECT id, types FROM main.observation;
CREATE TEMP VIEW summed AS SELECT observation AS summary, type, min(certainty) AS certainty, path,
    json_group_array(DISTINCT encoding) AS encodings FROM main.finding GROUP BY observation, type;
CREATE TEMP VIEW address AS SELECT NULL AS id, NULL AS ip WHERE 0;
CREATE TEMP TABLE said (id INTEGER PRIMARY KEY, text TEXT);
CREATE TEMP TABLE content (
    id INTEGER PRIMARY KEY, raw INTEGER, start INTEGER, size INTEGER, data BLOB, value TEXT);
"""
