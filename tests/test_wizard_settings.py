"""A cookie that is gone, days after the last figures, a busy engine, and what a municipality elsewhere sees."""

from __future__ import annotations

from datetime import date

import pytest

from rules import EngineBusy
from tests.webapp_fixtures import Resident, make_app
from tests.webapp_households import PENSIONER, SINGLE_PARENT
from webapp import journey
from webapp.filters import sentence


def test_who_was_away_for_an_hour_is_told_so() -> None:
    resident = Resident(make_app())
    response = resident.client.post("/vraag/leeftijd", data={"number": "34"})
    assert response.headers["Location"] == "/verlopen"
    assert "Deed u een uur niets?" in resident.get("/verlopen").all("main")[0].text


def test_after_the_last_figures_there_is_still_an_outcome_and_help() -> None:
    resident = Resident(make_app(on=date(2031, 3, 1)))
    asked = resident.walk(SINGLE_PARENT.sent)
    assert "rekeningen" in asked
    text = resident.get("/uitslag").all("main")[0].text
    assert "We kennen de nieuwe bedragen nog niet." in text
    assert "Wijkwijzer" in text


def test_a_busy_engine_asks_for_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    resident = Resident(make_app())
    resident.answer("gemeente", {"choice": "enschede"})

    def busy(*_: object) -> None:
        raise EngineBusy("busy")

    monkeypatch.setattr(journey, "advise", busy)
    response = resident.client.get("/controleren")
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
