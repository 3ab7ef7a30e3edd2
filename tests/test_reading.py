"""A page that is read the fast way is the same page as Python's own parser sees, with the same faults."""

from __future__ import annotations

from typing import Final

import pytest

from tests.crawl import crawl
from tests.test_pages_rules import GOOD, SPOILED
from tests.webapp_reading import Reading, plain_parts

DRAWING: Final = (
    '<p><svg viewBox="0 0 9 9"><use href="/static/x.svg#a"/><path d="M0 0"></path></svg> &amp; &euro; 5 &lt;</p>\n'
)
MORE: Final = [
    DRAWING,
    "<p TITLE='a'>Een</p>",
    "<p title=a>Een < twee</p>",
    "<!-- niets --><p>Een</p>",
    "<script>a && b</script>",
    "<style>a > b</style>",
    '<p title="a > b &amp; c">Een</p >',
    '<p\u00a0title="a">Een</p>',
    '<p a="1"b="2">Een</p><',
]
"""What no template of ours does, and drawings."""


class ByPython(Reading):
    """Every page by the parser of Python."""

    def __init__(self, html: str) -> None:
        super().__init__("<!-- -->" + html)


def seen_in(read: Reading) -> list[object]:
    """All that a test can ask of a page."""
    elements = [(repr(e), repr(e.parent), list(map(repr, e.children)), e.texts, e.has_own_text) for e in read.elements]
    return [elements, read.faults, read.loose_money, read.declarations]


@pytest.mark.parametrize("html", [GOOD, *(GOOD.replace(part, instead) for part, instead, _ in SPOILED), *MORE])
def test_both_ways_see_the_same_in_good_and_bad_pages(html: str) -> None:
    assert seen_in(Reading(html)) == seen_in(ByPython(html))


def test_both_ways_see_the_same_in_every_page() -> None:
    for visit in crawl("en"):
        assert plain_parts(visit.html), f"{visit.name} is read the slow way"
        assert seen_in(Reading(visit.html)) == seen_in(ByPython(visit.html)), visit.name


def test_a_page_with_anything_else_is_left_to_the_parser_of_python() -> None:
    assert [html for html in MORE if plain_parts(html)] == [DRAWING]
