"""Pages: the article is found among menus, comments and lists, and its metadata around it."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
from converter import damage

from tasks.clean import clean
from tasks.errors import SourceError
from tasks.ingest import discover, read
from tasks.models import Article, RawDocument, Source

BODY = (
    "<p>　　近日，某某县组织党政考察团赴外地学习，先后考察了产业园区、城市更新和基层治理等项目。</p>"
    "<p>　　考察团认为，当地抓招商的劲头、抓项目的办法、抓服务的细致，都值得认真学习借鉴。</p>"
    "<p>　　下一步，全县将对照先进找差距，补齐短板，加快推进高质量发展。</p>"
)
MENU = "<ul>" + "".join(f"<li><a href=/{n}>栏目名称{n}</a></li>" for n in range(80)) + "</ul>"
HEAD = "<h1>某某县赴外地考察学习</h1><div class=info>来源：某某日报　发布时间：2024-05-06 08:00　作者：李明</div>"


def page(body: str, title: str = "某某县赴外地考察学习_某某网", head: str = "") -> Article:
    markup = f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    return clean(RawDocument(source="a.html", sha256="0", markup="html", text=markup, charset="utf-8"))


def check(article: Article) -> None:
    assert [p.text[:6] for p in article.paragraphs] == ["近日，某某县", "考察团认为，", "下一步，全县"]
    assert article.title == "某某县赴外地考察学习"


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(f"{MENU}{HEAD}<div>{BODY}</div>{MENU}", id="a short text between long menus"),
        pytest.param(f"{HEAD}<div class=TRS_Editor>{BODY}</div></html>{MENU}", id="an end tag too early"),
        pytest.param(f"</body></html>{MENU}{HEAD}<div>{BODY}</div>", id="end tags before everything"),
        pytest.param(
            f"{HEAD}<div>{BODY}</div><div class='comment-list'>"
            + "<p>楼上说得很对，我也是这样认为的，支持一下！</p>" * 60
            + "</div>",
            id="comments longer than the text",
        ),
        pytest.param(
            f"{HEAD}<div>{BODY}<div style='display:none'>"
            + "<p>代开发票，联系电话，价格优惠，欢迎咨询办理。</p>" * 20
            + "</div></div>",
            id="hidden spam",
        ),
        pytest.param(
            f"{HEAD}<div>{BODY}<p>责任编辑：王芳</p><p>关注本公众号，获取更多精彩内容，点击在看支持我们。</p></div>",
            id="after the credits",
        ),
        pytest.param(
            f"{HEAD}<div>{BODY}</div><h4>相关阅读</h4><ul><li><a href=/1>关于放假安排的通知公告</a></li></ul>",
            id="related",
        ),
        pytest.param(
            f"<table><tr><td>{MENU}</td><td>{HEAD}<table><tr><td>{BODY}</td></tr></table></td></tr></table>",
            id="tables",
        ),
        pytest.param(
            f"<header><nav>{MENU}</nav></header><main><article>{HEAD}{BODY}</article></main>"
            "<footer>版权所有 某某网</footer>",
            id="html5",
        ),
    ],
)
def test_the_article_is_found(body: str) -> None:
    article = page(body)
    check(article)
    assert (article.publisher, article.published, article.authors) == ("某某日报", "2024-05-06", ("李明",))


def test_a_box_of_links_between_paragraphs() -> None:
    box = "<table><tr><td>相关链接</td></tr><tr><td><a href=/1>关于放假安排的通知</a></td></tr></table>"
    check(page(f"{HEAD}<div>{BODY.replace('<p>　　下一步', box + '<p>　　下一步')}</div>"))


def test_a_section_of_other_articles_longer_than_the_text() -> None:
    other = "<h5>另一篇文章</h5><p>这是另一篇文章的开头，有好几句话，还有一些细节，可以点开来看。</p>"
    check(page(f"{HEAD}<div>{BODY}</div><div class=x1><h4>推荐阅读</h4>{other * 8}</div>"))


def test_links_between_two_short_paragraphs() -> None:
    """Advertising between two paragraphs may be longer than they are; both are the text."""
    links = "".join(f"<p><a href=/{n}>热门广告{n}：全新上市，限时优惠</a></p>" for n in range(9))
    check(page(f"{HEAD}<div>{BODY.replace('<p>　　下一步', links + '<p>　　下一步')}</div>"))


SAID = "说得很对，我们这里也是这样，支持一下！"
TOLD = "会议指出，要稳住基本盘，守住底线。"
ITEMS = {
    "comments": f"<div><div>网友{{n}}</div><div>{SAID}</div><div>5月{{n}}日 12:0{{n}} 回复 赞({{n}})</div></div>",
    "comments without containers": f"<p>网友{{n}} 认为：</p><p>引用 投诉 支持 ({{n}})</p><p>{SAID}</p>",
    "other articles": f"<div><h4><a href=/{{n}}>全县上半年经济运行分析会召开</a></h4><p>{TOLD}</p></div>",
    "with a date": f"<section><p>{TOLD}</p><span>2024-05-0{{n}}</span></section>",
}


@pytest.mark.parametrize("item", ITEMS.values(), ids=ITEMS)
def test_what_repeats_under_a_text_whatever_its_name(item: str) -> None:
    items = "".join(item.format(n=n) for n in range(1, 9))
    check(page(f"{MENU}{HEAD}<div class=x1>{BODY}</div><div class=x2>{items}{items}</div>"))


def test_a_chronicle_and_a_table_are_text() -> None:
    days = "".join(f"<div><b>2021年{n}月5日</b><p>全县召开推进会，部署第{n}项重点工作。</p></div>" for n in range(1, 7))
    rows = "".join(f"<tr><td>第{n}产业，增加值</td><td>1{n}.5</td></tr>" for n in range(1, 7))
    article = page(f"{HEAD}<div>{BODY}{days}<table>{rows}</table></div>")
    told = "".join(p.text for p in article.paragraphs)
    assert "部署第6项重点工作" in told
    assert "第6产业" in told


def test_a_second_copy_of_the_text() -> None:
    again = BODY.replace("</p><p>", "")
    check(page(f"{HEAD}<div>{BODY}</div><div>编者按：欢迎关注我们</div><div>{BODY}</div>"))
    check(page(f"{HEAD}<div>{BODY}<div>{again}</div></div>"))


def test_paragraphs_that_a_button_unfolds() -> None:
    check(
        page(f"{HEAD}<div>{BODY.replace('<p>　　下一步', '<a>展开全文</a><p class=hidden-content>　　下一步')}</div>")
    )


def test_a_long_foot_under_the_credits() -> None:
    foot = "<p>某某日报 版权所有，未经许可不得转载</p><p>某省违法和不良信息举报电话：000-1234；举报邮箱：a@b.cn</p>"
    check(page(f"{HEAD}<div>{BODY}<p>责任编辑：王芳</p>{foot * 3}</div>"))


@pytest.mark.parametrize(
    "line",
    [
        "“特别声明：以上作品内容(包括在内的视频、图片)为用户上传并发布，本平台仅提供信息存储空间服务。",
        "本文仅代表作者个人观点，不代表本平台立场。",
        "308人参与 56条评论",
        "所属分类：县域经济",
    ],
)
def test_what_platforms_put_under_a_text(line: str) -> None:
    check(page(f"{HEAD}<div>{BODY}<p>{line}</p></div>"))


def test_a_list_of_articles_with_their_beginnings() -> None:
    item = "<h3>另一篇文章</h3><p>这是另一篇文章的开头，有好几句话，还有一些细节，可以点开。</p><div>2024-05-0{}</div>"
    check(page(f"{HEAD}<div>{BODY}</div><div>{''.join(item.format(n) for n in range(1, 6))}</div>"))


def test_a_line_in_the_middle_under_a_picture_is_its_caption() -> None:
    picture = "<p align=center><img src=a.jpg></p><p align=center>代表团在产业园考察</p>"
    article = page(f"{HEAD}<div>{BODY.replace('<p>　　考察团', picture + '<p>　　考察团')}</div>")
    check(article)
    assert ("代表团在产业园考察", "caption") in {(row.text, row.reason) for row in article.dropped}


def test_a_headline_that_only_its_looks_tell() -> None:
    title = "<p align=center><font size=5><b>某某县赴外地考察学习</b></font></p><p align=center>2024-05-06</p>"
    for stated in ("某某县党建网", "New Page 1", "无标题文档"):
        check(page(f"{MENU}{title}<div>{BODY}</div>", title=stated))


def test_a_title_element_in_the_middle_of_the_page_is_not_shown() -> None:
    """A browser that saves a page may put it into the body: the headline is the line that is shown."""
    title = "某某县赴外地考察学习-某某网某某频道-某某网"
    check(page(f"<title>{title}</title>{MENU}{HEAD}<div>{BODY}</div>", title=title))


@pytest.mark.parametrize(
    "line", ["（原标题：某某县外出学习先进经验）", "5人参与 2条评论", "发布时间：2024-05-06 08:00"]
)
def test_a_headline_far_above_the_text(line: str) -> None:
    """The head names only the site; between headline and text stand a row of buttons and lines that are no headline."""
    buttons = "".join(f"<div>{name}</div>" for name in ("微信", "微博", "QQ空间", "复制链接", "打印", "举报")) * 3
    body = f"<h1>某某县赴外地考察学习</h1>{buttons}<p class=otitle>{line}</p><div>{BODY}</div>"
    check(page(f"{MENU}{body}", title="某某县人民政府"))


@pytest.mark.parametrize(
    ("line", "publisher", "published"),
    [
        ("http://www.example.com.cn/ 2024-05-06 13:03:17", None, "2024-05-06"),
        ("NEWS.EXAMPLE.COM 2024年5月6日12:12 来源：[ 某某晚报 ]", "某某晚报", "2024-05-06"),
        ("http://www.example.com 2024年05月06日 11:21 《某某周刊》", "某某周刊", "2024-05-06"),
        ("http://www.example.com 2024年05月06日03:18 某某商报", "某某商报", "2024-05-06"),
        ("2024-05-06 14:32更新 来源：某某网", "某某网", "2024-05-06"),
        ("某某市政府门户网站 www.example.gov.cn</p><p>2024-05-06 09:52</p><p>来源：某某日报", "某某日报", "2024-05-06"),
        ("<span>来源：某某网</span></p><p>2024-05-06", "某某网", "2024-05-06"),
    ],
)
def test_lines_of_old_sites(line: str, publisher: str | None, published: str) -> None:
    article = page(f"{MENU}<h1>某某县赴外地考察学习</h1><p>{line}</p><div>{BODY}</div>")
    check(article)
    assert (article.publisher, article.published) == (publisher, published)


def test_a_table_of_fields_above_the_headline() -> None:
    rows = {
        "索引号": "0123/2024-00001",
        "发文机关": "某某县人民政府",
        "标题": "某某县赴外地考察学习",
        "发布日期": "2024年05月06日",
    }
    table = "".join(f"<tr><td>{name}：</td><td>{value}</td></tr>" for name, value in rows.items())
    article = page(f"<table>{table}</table><div>{BODY}</div>")
    assert (article.publisher, article.published) == ("某某县人民政府", "2024-05-06")


def test_the_edition_of_a_newspaper() -> None:
    frame = "<div>2024年05月06日 星期一</div><div>第A01版：要闻</div><div>版面导航</div><div>下一版</div>"
    article = page(f"{frame}{MENU}<h1>某某县赴外地考察学习</h1><div>{BODY}</div>", title="某某日报")
    check(article)
    assert (article.publisher, article.published) == ("某某日报", "2024-05-06")


def test_the_source_told_under_the_text_comes_before_the_account_in_the_head() -> None:
    body = f"<h1>某某县赴外地考察学习</h1><div>{BODY}<p>（本文来源：某某日报）</p></div>"
    assert page(body, head='<meta name="mediaid" content="某某网">').publisher == "某某日报"
    assert page(body.replace("本文来源：", ""), head='<meta name="mediaid" content="某某网">').publisher == "某某网"


def test_text_split_by_line_breaks() -> None:
    text = BODY.replace("<p>", "").replace("</p>", "<br/><br/>")
    check(page(f"{MENU}{HEAD}<div id=zoom>{text}</div>{MENU}"))


def test_metas_of_government_sites() -> None:
    told = {"ArticleTitle": "某某县赴外地考察学习", "PubDate": "2023-02-01 10:00", "ContentSource": "某某县政府办"}
    metas = "".join(f'<meta name="{name}" content="{value}">' for name, value in told.items())
    article = page(f"{MENU}<h1>某某县赴外地考察学习</h1><div>{BODY}</div>", head=metas)
    check(article)
    assert (article.publisher, article.published) == ("某某县政府办", "2023-02-01")


def test_a_title_element_that_names_only_the_section() -> None:
    check(page(f"{MENU}<h5>某某县赴外地考察学习</h5><div>{BODY}</div>", title="新闻动态--某某协会官网"))


def test_the_name_of_the_site_is_no_title() -> None:
    body = f"<h1>某某县人民政府</h1>{MENU}<div class=title>某某县赴外地考察学习</div><div>{BODY}</div>"
    check(page(body, title="某某县人民政府门户网站"))


def test_a_title_cut_short_in_the_head() -> None:
    title = "某某县党政考察团赴外地考察学习先进经验做法全力推动高质量发展"
    assert page(f"<h1>{title}</h1><div>{BODY}</div>", title=f"{title[:20]}..._某某网").title == title


def test_a_text_shown_by_script() -> None:
    body = f"<h1>某某县赴外地考察学习</h1><div id=js_content style='visibility: hidden; opacity: 0;'>{BODY}</div>"
    article = page(body + "<script>var publish_time = '2024-05-06';</script>")
    check(article)
    assert article.published == "2024-05-06"


def test_the_day_in_a_script_of_a_public_account() -> None:
    body = f'<h1>某某县赴外地考察学习</h1><div>{BODY}</div><script>var ct = "1714924800";</script>'
    assert page(body).published == "2024-05-06"


def test_a_button_to_another_site_is_no_source() -> None:
    share = "<p><a href=/1>某某网</a></p><p>2024-05-06 08:00</p><cite class=art_cite>某某观察</cite>"
    article = page(f"<h1>某某县赴外地考察学习</h1>{share}<div>{BODY}</div>")
    assert (article.publisher, article.published) == ("某某观察", "2024-05-06")


def test_headings_and_captions() -> None:
    body = BODY.replace(
        "<p>　　考察团", "<h3>一、看项目</h3><p class='pic-caption'>考察团在园区参观</p><p>　　考察团", 1
    )
    article = page(f"{HEAD}<div>{body}<figure><img src=a.jpg><figcaption>考察团在展厅</figcaption></figure></div>")
    assert [(p.kind, p.level) for p in article.paragraphs][1] == ("heading", 3)
    assert {row.text for row in article.dropped if row.reason == "caption"} >= {"考察团在展厅"}


def test_a_traditional_page_is_simplified_title_and_all() -> None:
    body = "<p>近日，某縣組織黨政考察團赴外地學習，先後考察了產業園區、城市更新和基層治理等項目。</p>" * 2
    article = page(
        f"<h1>某縣赴外地考察學習</h1><p>來源：某某日報</p><div>{body}</div>", title="某縣赴外地考察學習_某網"
    )
    assert (article.title, article.publisher) == ("某县赴外地考察学习", "某某日报")
    assert article.paragraphs[0].text.startswith("近日，某县组织党政考察团")


def test_a_damaged_page() -> None:
    """A page whose bytes a converter cut: headline, source and text come back."""
    lines = [
        "某某县党政考察团赴外地学习",
        "来源：某某日报",
        "近日，某县变为先进，大家纷纷表示要学习对方的经验，找准差距。",
        "各单位要变压力为动力，加快补齐短板。",
    ]
    title, told, *body = damage("\n".join(lines)).split("\n")
    markup = f"<h1>{title}</h1><p>{told}</p><div>" + "".join(f"<p>{line}</p>" for line in body) + "</div>"
    article = page(markup, title=f"{title}_某網")
    assert (article.title, article.publisher) == (lines[0], "某某日报")
    assert [p.text for p in article.paragraphs] == lines[2:]


def test_deeply_nested_tags_do_not_hang() -> None:
    """A page that nests two hundred thousand elements is no page anyone wrote; it ends with a reason."""
    with contextlib.suppress(SourceError):
        assert page("<div>" * 200_000 + BODY).paragraphs


@pytest.mark.shared
def test_pages_against_their_truth(shared: Path, tmp_path: Path) -> None:
    folder = shared / "eval" / "html"
    found = [
        source for source in discover([str(folder)]) if isinstance(source, Source) and source.name.endswith(".html")
    ]
    rows = [clean(read(source)).model_dump_json() for source in found]
    (tmp_path / "articles.jsonl").write_text("\n".join(rows), "utf-8")
    command = [sys.executable, str(shared / "eval" / "score_html.py"), str(tmp_path), str(folder)]
    line = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip().split("\n")[-1].split()
    figures = {name: float(line[line.index(name) + 1]) for name in ("body", "noise", "title", "date")}
    assert figures["body"] >= 0.995
    assert figures["noise"] == 0
    assert min(figures["title"], figures["date"]) >= 0.95
    assert json.loads(rows[0])["paragraphs"]


@pytest.mark.parametrize("end", [None, BODY.rindex("<p>")])
def test_a_second_copy_goes_whole_or_cut_short(end: int | None) -> None:
    joined = BODY.replace("</p><p>　　", "")
    article = page(f"{HEAD}<div>{joined}</div><div>{BODY[:end]}</div>")
    assert "".join(paragraph.text for paragraph in article.paragraphs).count("近日") == 1
    assert {passage.reason for passage in article.dropped} >= {"repeat"}


def test_headings_over_nothing_but_links_go_with_them() -> None:
    links = "".join(f'<p><a href="/{number}.html">某地召开第{number}次会议研究部署</a></p>' for number in range(3))
    more = "<p>　　座谈会上，县委负责人表示，要把学到的做法用到项目建设、园区服务和基层治理中去。</p>"
    column = f"<p><b>要闻回放</b></p>{links}<p><b>行业动态</b></p>{links}"
    article = page(f"{HEAD}<div>{BODY}<h2>重点推荐</h2>{column}{more}</div>")
    said = [paragraph.text for paragraph in article.paragraphs]
    assert not {"重点推荐", "要闻回放", "行业动态"} & set(said)
    assert said[-1].startswith("座谈会上")
    kept = page(f"{HEAD}<div>{BODY}<p><b>下一步打算</b></p><p><a href='/1.html'>详见全文</a></p>{more}</div>")
    assert "下一步打算" in [paragraph.text for paragraph in kept.paragraphs]


@pytest.mark.parametrize(
    "line",
    [
        "本文为某某授权本网发布，转载请注明出处。",
        "（本文经某某报授权转载）",
        "本文来源：某某在线 。内部来源 责任编辑：张三_NB1",
    ],
)
def test_what_a_page_says_of_its_rights_is_no_text(line: str) -> None:
    article = page(f"{HEAD}<div>{BODY}<p>{line}</p></div>")
    assert line not in [paragraph.text for paragraph in article.paragraphs]


@pytest.mark.parametrize("leaf", [("21", "2024年02月"), ("2024-02", "21"), ("21日", "2024/2")])
def test_a_calendar_leaf_is_the_day_of_the_page(leaf: tuple[str, str]) -> None:
    day = "".join(f"<div>{part}</div>" for part in leaf)
    article = page(f"<h1>某某县赴外地考察学习</h1><div class=date>{day}</div><div>{BODY}</div>")
    check(article)
    assert article.published == "2024-02-21"


def test_the_device_of_a_post_is_no_source() -> None:
    for said, name in (("来自 某某手机客户端", None), ("来源 某某日报", "某某日报")):
        article = page(f"<h1>某某县赴外地考察学习</h1><span class=source>{said}</span><div>{BODY}</div>")
        assert article.publisher == name
