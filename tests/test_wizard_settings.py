"""The key that workers share, days after the last figures, a busy engine, and what a municipality elsewhere sees."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from rules import EngineBusy
from tests.webapp_fixtures import Resident, make_app
from tests.webapp_households import PENSIONER, SINGLE_PARENT
from webapp import create_app, journey
from webapp.config import KEY_NAMES, secret_key
from webapp.filters import sentence
from webapp.wizard import routes


@pytest.fixture
def no_key_in_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in KEY_NAMES:
        monkeypatch.delenv(name, raising=False)


@pytest.mark.usefixtures("no_key_in_environment")
def test_workers_that_start_together_share_one_key(tmp_path: Path) -> None:
    folder = tmp_path / "instance"
    with ThreadPoolExecutor(16) as pool:
        keys = set(pool.map(lambda _: secret_key(folder), range(64)))
    assert len(keys) == 1
    assert len(keys.pop()) >= 43
    assert [path.name for path in folder.iterdir()] == ["secret_key"]
    assert stat.S_IMODE((folder / "secret_key").stat().st_mode) == 0o600


@pytest.mark.usefixtures("no_key_in_environment")
def test_two_applications_read_each_others_cookie(tmp_path: Path) -> None:
    first, second = (create_app({"INSTANCE": tmp_path, "TESTING": True}) for _ in range(2))
    one, other = Resident(first), Resident(second)
    one.answer("gemeente", {"choice": "enschede"})
    cookie = one.client.get_cookie("rondkomenwijzer")
    assert cookie is not None
    other.client.set_cookie("rondkomenwijzer", cookie.value)
    assert other.answers().municipality == "enschede"


def test_the_key_may_come_from_outside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("RONDKOMENWIJZER_SECRET_KEY", "from outside")
    assert secret_key(tmp_path / "instance") == "from outside"
    assert not (tmp_path / "instance").exists()


def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites() -> None:
    resident = Resident(make_app())
    response = resident.client.get("/vraag/gemeente")
    cookie = response.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_a_tampered_cookie_is_a_fresh_start() -> None:
    resident = Resident(make_app())
    resident.client.set_cookie("rondkomenwijzer", "eyJhbnN3ZXJzIjpbXX0.broken.signature")
    assert resident.get("/vraag").path == "/vraag/gemeente"


def test_who_was_away_for_an_hour_is_told_so() -> None:
    resident = Resident(make_app())
    response = resident.client.post("/vraag/leeftijd", data={"number": "34"})
    assert response.headers["Location"] == "/verlopen"
    assert "Deed u een uur niets?" in resident.get("/verlopen").all("main")[0].text


def test_after_the_last_figures_there_is_still_an_outcome_and_help() -> None:
    resident = Resident(make_app(on=date(2031, 3, 1)))
    asked = resident.walk(SINGLE_PARENT.sent)
    assert "schulden" in asked
    text = resident.get("/uitslag").all("main")[0].text
    assert "We kennen de nieuwe bedragen nog niet." in text
    assert "Wijkwijzer" in text


def test_a_busy_engine_asks_for_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    resident = Resident(make_app())
    resident.answer("gemeente", {"choice": "enschede"})

    def busy(*_: object) -> None:
        raise EngineBusy("busy")

    monkeypatch.setattr(journey, "advise", busy)
    monkeypatch.setattr(routes, "advice_for", journey.advice_for)
    response = resident.client.get("/vraag/nood")
    assert response.status_code == 503
    assert "Het is even te druk" in response.get_data(as_text=True)


def test_a_municipality_that_is_not_in_the_list() -> None:
    resident = Resident(make_app())
    resident.answer("gemeente", {"choice": "elsewhere"})
    resident.answer("andere-gemeente", {"choice": "other"})
    resident.walk({"nood": PENSIONER.sent["nood"]})
    assert resident.answers().document["municipality"] == "other"
    page = resident.get("/uitslag")
    assert "U woont in een andere gemeente." in page.all("main")[0].text
    assert page.by_id("referral-veilig_thuis") is not None
    assert page.by_id("unlikely") is None


def test_amounts_in_sentences_stay_in_one_piece() -> None:
    shown = str(sentence("Uw inkomen is € 46,51 hoger dan <€ 1.348,49>."))
    assert shown == (
        'Uw inkomen is <bdi dir="ltr">€\u00a046,51</bdi> hoger dan &lt;<bdi dir="ltr">€\u00a01.348,49</bdi>&gt;.'
    )
