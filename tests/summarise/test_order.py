from __future__ import annotations

from tasks.models import Level, Region
from tasks.summarise.order import RegionOrder, level_title, province_of, title


def _region(full: str, name: str, code: str | None, level: Level) -> Region:
    return Region(name=name, full_name=full, code=code, level=level, parent=full.removesuffix(name) or None)


COUNTRY = _region("全国", "全国", None, Level.NATION)
DELTA = _region("长三角地区", "长三角地区", None, Level.GROUP)
PROVINCE = _region("四川省", "四川省", "510000", Level.PROVINCE)
CITY = _region("四川省成都市", "成都市", "510100", Level.CITY)
COUNTY = _region("四川省成都市成华区", "成华区", "510108", Level.COUNTY)
ZONE = _region("四川省成都市天府新区", "天府新区", None, Level.ZONE)
OTHER = _region("四川省绵阳市游仙区", "游仙区", "510704", Level.COUNTY)
EAST = _region("上海市", "上海市", "310000", Level.PROVINCE)
DISTRICT = _region("重庆市铜梁区", "铜梁区", "500151", Level.COUNTY)
NEW_AREA = _region("重庆市两江新区", "两江新区", None, Level.ZONE)


def test_regions_stand_by_code_and_zones_after_the_counties_of_their_city() -> None:
    mixed = [ZONE, OTHER, DELTA, COUNTY, NEW_AREA, CITY, DISTRICT, EAST, PROVINCE, COUNTRY]
    order = RegionOrder(mixed)
    assert sorted(mixed, key=order.key) == [
        COUNTRY,
        EAST,
        DISTRICT,
        NEW_AREA,
        PROVINCE,
        CITY,
        COUNTY,
        ZONE,
        OTHER,
        DELTA,
    ]


def test_titles() -> None:
    assert [title(region) for region in (PROVINCE, CITY, COUNTY, DISTRICT, NEW_AREA)] == [
        "四川省",
        "成都市",
        "成都市成华区",
        "重庆市铜梁区",
        "重庆两江新区",
    ]
    assert level_title(PROVINCE, alone=False) == "四川省（省级）"
    assert level_title(PROVINCE, alone=True) == "四川省"
    assert level_title(EAST, alone=False) == "上海市（市级）"
    assert (province_of(COUNTRY), province_of(DELTA)) == ("全国", "跨省区域")
