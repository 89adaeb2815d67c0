-- hujian_series: the series that this ledger has known since before their first issue, or whose older issues it doubts.
CREATE TABLE hujian_series (
    series TEXT NOT NULL PRIMARY KEY
);
-- hujian_doubts: issues that are older than this ledger (it was lost, or the issues came from elsewhere): whether they
-- were sent is not known, so nobody gets them before a person says that they did not arrive.
CREATE TABLE hujian_doubts (
    series TEXT NOT NULL,
    issue TEXT NOT NULL,
    PRIMARY KEY (series, issue)
);
