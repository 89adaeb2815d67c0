"""The fixed words of the field: roles, topics, genres, levels. Values are what readers see."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a clause says of a region."""

    EXPERIENCE = "经验"
    GAP = "差距"
    MEASURE = "举措"


class Topic(StrEnum):
    """The twelve topics, in the order in which tables print them."""

    STRATEGY = "战略规划与区域协同"
    INDUSTRY = "产业发展"
    SCIENCE = "科技创新"
    OPENING = "开放合作"
    REFORM = "改革与营商环境"
    CITY = "城市建设"
    COUNTRYSIDE = "乡村振兴"
    CULTURE = "文化旅游"
    ECOLOGY = "生态环境"
    LIVELIHOOD = "民生保障"
    GOVERNANCE = "基层治理与安全"
    TALENT = "人才与干部队伍"


class Genre(StrEnum):
    """What kind of text an article is."""

    COMMENTARY = "评论"
    FEATURE = "通讯"
    SIGNED = "署名文章"
    MEETING = "会议报道"
    REFLECTION = "经验体会"
    WORK_REPORT = "工作报告"
    NOTICE = "通知"
    OTHER = "其他"


class SetAside(StrEnum):
    """Why an article is not read for points."""

    FORM = "空白待填的文本"
    FICTION = "小说一类的虚构文字"
    OTHER = "讲的不是地区工作"
    NO_PLACE = "没有讲到具体地区"


class Level(StrEnum):
    """The administrative level of a region. A group is several regions said as one place (长三角地区)."""

    NATION = "nation"
    GROUP = "group"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    ZONE = "zone"
    TOWNSHIP = "township"
    VILLAGE = "village"

    @property
    def is_outer(self) -> bool:
        """Whether no office speaks for a place of it: the nation and groups neither write nor learn."""
        return self in (Level.NATION, Level.GROUP)


class Kind(StrEnum):
    """Whether an indicator tells what was achieved, what is planned, or what is aimed at."""

    ACTUAL = "实绩"
    PLAN = "计划"
    TARGET = "目标"
