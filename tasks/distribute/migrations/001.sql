-- Deliveries and approvals. SQLite and PostgreSQL both read it; statements end with a semicolon at the end of a line.
-- series: which output folder's issues these are (run.json names it). hujian_deliveries: one row a recipient and sending of an issue (correction 0, then each 更正); written before a try
-- (underway 1) and after it (underway 0). documents: JSON list of [path, sha256]. Times are ISO 8601 in UTC.
CREATE TABLE hujian_deliveries (
    series TEXT NOT NULL,
    issue TEXT NOT NULL,
    recipient TEXT NOT NULL,
    correction INTEGER NOT NULL,
    name TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    documents TEXT NOT NULL,
    state TEXT NOT NULL,
    underway INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    detail TEXT NOT NULL,
    updated TEXT NOT NULL,
    PRIMARY KEY (series, issue, recipient, correction)
);
-- hujian_approvals: which content of an issue a person let go out.
CREATE TABLE hujian_approvals (
    series TEXT NOT NULL,
    issue TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    approver TEXT NOT NULL,
    approved TEXT NOT NULL,
    PRIMARY KEY (series, issue)
);
