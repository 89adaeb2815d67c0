-- What was published: issues of each series (an output folder), the articles and findings in them, and the periods of
-- the schedule. All of it but hujian_periods is rebuilt from the issue folders. SQLite and PostgreSQL both read it;
-- statements end with a semicolon at the end of a line.
-- record: SHA-256 of the issue's run.json when it was entered.
CREATE TABLE hujian_issues (
    series TEXT NOT NULL,
    year INTEGER NOT NULL,
    number INTEGER NOT NULL,
    total INTEGER NOT NULL,
    date TEXT NOT NULL,
    identity TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    period TEXT NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (series, year, number)
);
CREATE TABLE hujian_articles (
    series TEXT NOT NULL,
    year INTEGER NOT NULL,
    number INTEGER NOT NULL,
    article_id TEXT NOT NULL,
    source TEXT NOT NULL,
    title TEXT NOT NULL,
    PRIMARY KEY (series, year, number, article_id)
);
-- statement: a key under which the finding is known again (tasks/summarise/earlier.py); each finding has several.
CREATE TABLE hujian_findings (
    series TEXT NOT NULL,
    year INTEGER NOT NULL,
    number INTEGER NOT NULL,
    finding_id TEXT NOT NULL,
    statement TEXT NOT NULL,
    PRIMARY KEY (series, year, number, finding_id, statement)
);
-- issue: the folder's name, or empty when nothing new had arrived.
CREATE TABLE hujian_periods (
    deployment TEXT NOT NULL,
    period TEXT NOT NULL,
    issue TEXT NOT NULL,
    finished TEXT NOT NULL,
    PRIMARY KEY (deployment, period)
);
