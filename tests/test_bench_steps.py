"""The benchmark of question steps walks whole journeys and tells something sane. No test looks at how fast it is."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

import pytest

from tests.bench.__main__ import main
from tests.bench.steps import in_process, quiet
from tests.bench.walking import Reply, WentAstray, forms, walk
from tests.webapp_fixtures import KEY, make_app
from webapp import create_app

TIMES = re.compile(r"^    (the answer|the page|both): median ([\d.]+) ms, p95 ([\d.]+) ms, p99 ([\d.]+) ms$", re.M)
PLACES = re.compile(r"^  (Inside one process|gunicorn with 2 workers on loopback, [14] at a time).*: (\d+) steps", re.M)


@pytest.mark.slow
def test_the_steps_are_measured_inside_and_under_load(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--only", "steps", "--rounds", "1", "--seconds", "1"]) == 0
    printed = capsys.readouterr().out
    places = PLACES.findall(printed)
    assert len(places) == 3
    assert all(int(steps) > 0 for _, steps in places)
    figures = TIMES.findall(printed)
    assert [what for what, *_ in figures] == ["the answer", "the page", "both"] * 3
    for _, *times in figures:
        median, p95, p99 = map(float, times)
        assert 0 < median <= p95 <= p99


def test_a_walk_answers_every_question_that_is_asked() -> None:
    app = create_app({"SECRET_KEY": KEY})
    sent: list[str] = []
    opened: list[str] = []
    send = in_process(app)

    def noted(path: str, form: bytes | None, headers: Mapping[str, str]) -> Reply:
        (opened if form is None else sent).append(path)
        return send(path, form, headers)

    with quiet():
        for form in forms(app.extensions["catalogue"]):
            sent.clear()
            steps = walk(noted, form, math.inf)
            assert len(steps) == len(sent) == len(set(sent)) >= 8
            assert opened[-1] == "/controleren"


def test_a_site_that_answers_wrongly_is_not_measured() -> None:
    form = forms(make_app().extensions["catalogue"])[0]
    with pytest.raises(WentAstray, match="^/vraag answered 500$"):
        walk(lambda *_: Reply(500, {}, b"", 1.0), form, math.inf)
    with pytest.raises(WentAstray, match="^/vraag/gemeente has no token$"):
        walk(
            lambda path, *_: Reply(303 if path == "/vraag" else 200, {"Location": "/vraag/gemeente"}, b"", 1.0),
            form,
            math.inf,
        )
