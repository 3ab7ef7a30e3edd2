"""Two tabs of one browser, and a cookie that gets full: nothing is mixed up, nothing is lost without a word."""

from __future__ import annotations

import pytest

from tests.webapp_fixtures import Resident, Sent, make_app, resident
from tests.webapp_households import COUPLE, SINGLE_PARENT
from webapp import state

__all__ = ["resident"]


class Tab:
    """A page that stays open while other pages are visited: its form is sent later, as it was."""

    def __init__(self, resident: Resident, path: str) -> None:
        self.resident = resident
        self.page = resident.get(path)

    def send(self, sent: dict[str, str]) -> str:
        """Send the form of this tab; returns where it leads."""
        response = self.resident.post(self.page.path, sent, token=self.page.token)
        assert response.status_code == 303
        return response.headers["Location"]


def until(resident: Resident, question_id: str) -> None:
    resident.get("/vraag")
    while resident.page.path != f"/vraag/{question_id}":
        current = resident.page.path.removeprefix("/vraag/")
        resident.answer(current, SINGLE_PARENT.sent[current])


def given(resident: Resident) -> list[str]:
    return [entry.question.id for entry in resident.answers().entries]


def test_tabs_that_answer_in_turn_keep_both_answers(resident: Resident) -> None:
    until(resident, "leeftijd")
    a, b = Tab(resident, "/vraag/gemeente"), Tab(resident, "/vraag/leeftijd")
    assert b.send({"number": "40"}) == "/vraag/gezin"
    assert a.send({"choice": "enschede"}) == "/vraag/gezin"
    again = Tab(resident, "/vraag/leeftijd")
    later = Tab(resident, "/vraag/gezin")
    later.send({"boxes": "none"})
    again.send({"number": "41"})
    assert given(resident) == ["gemeente", "nood", "leeftijd", "gezin"]
    assert (resident.answers().facts["age"], resident.answers().facts["has_partner"]) == (41, False)


def test_after_wiping_in_one_tab_the_other_keeps_nothing(resident: Resident) -> None:
    until(resident, "vermogen")
    b = Tab(resident, "/vraag/vermogen")
    resident.get("/controleren")
    assert resident.post("/wissen", {}, token=b.page.token).headers["Location"] == "/gewist"
    assert b.send({"have": "4321,09", "owe": "0"}) == "/verlopen"
    assert resident.client.get_cookie("rondkomenwijzer") is None
    assert "Deed u een uur niets?" in resident.get("/verlopen").all("main")[0].text


def test_after_wiping_and_beginning_anew_the_other_tab_still_keeps_nothing(resident: Resident) -> None:
    until(resident, "vermogen")
    b = Tab(resident, "/vraag/vermogen")
    resident.post("/wissen", {}, token=b.page.token)
    resident.get("/vraag/gemeente")
    assert b.send({"have": "4321,09", "owe": "0"}) == "/verlopen"
    assert given(resident) == []
    until(resident, "vermogen")
    assert resident.page.all("input", name="have")[0].get("value") == ""


def test_leaving_in_one_tab_leaves_nothing_to_the_other(resident: Resident) -> None:
    until(resident, "vermogen")
    b = Tab(resident, "/vraag/vermogen")
    resident.client.post("/snel-weg")
    assert b.send({"have": "4321,09", "owe": "0"}) == "/verlopen"
    assert given(resident) == []


def test_a_question_that_lost_its_meaning_in_the_other_tab_is_not_answered(resident: Resident) -> None:
    car: Sent = {"boxes": ["car"], "car_value": "9.000"}
    resident.walk({**SINGLE_PARENT.sent, "bezit": car, "auto-nodig": {"choice": "yes"}})
    a = Tab(resident, "/vraag/bezit")
    b = Tab(resident, "/vraag/auto-nodig")
    assert "auto-nodig" in given(resident)
    a.send({"boxes": "none"})
    assert "auto-nodig" not in given(resident)
    leads_to = b.send({"choice": "no"})
    assert leads_to != "/vraag/auto-nodig" and "fouten" not in leads_to
    assert "car_indispensable" not in resident.answers().facts
    assert resident.get(leads_to).path == resident.get("/vraag").path


@pytest.mark.parametrize(("back_to", "kept"), [("uitslag", "?terug=uitslag"), ("//evil.example", ""), ("", "")])
def test_a_change_on_a_page_that_stood_open_still_leads_back(resident: Resident, back_to: str, kept: str) -> None:
    resident.walk(SINGLE_PARENT.sent)
    response = resident.post("/vraag/leeftijd", {"number": "36", "terug": back_to}, token="stale")
    assert response.headers["Location"] == f"/vraag/leeftijd{kept}"


def size_of_cookie(resident: Resident) -> int:
    cookie = resident.client.get_cookie("rondkomenwijzer")
    assert cookie is not None
    return len("rondkomenwijzer=") + len(cookie.value)


def make_full(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    """As if a cookie could hold no more than this for the answers."""
    monkeypatch.setattr(state, "MAX_COOKIE", size + state.SPARE)


def test_an_answer_that_does_not_fit_is_asked_again_and_the_others_stay(
    monkeypatch: pytest.MonkeyPatch, resident: Resident
) -> None:
    until(resident, "inkomen")
    before = given(resident)
    lines: dict[str, str] = {}
    for line in (1, 2, 3, 4):
        lines |= {f"what_{line}": "work", f"amount_{line}": f"{line}987,6{line}", f"period_{line}": "month"}
    make_full(monkeypatch, size_of_cookie(resident))
    assert resident.post("/vraag/inkomen", lines).headers["Location"] == "/vraag/inkomen"
    said = "Dit is te veel om te onthouden. Vul minder in. Uw eerdere antwoorden zijn er nog."
    assert said in resident.get("/vraag/inkomen").all("main")[0].text
    assert given(resident) == before
    assert said not in resident.get("/vraag/inkomen").all("main")[0].text
    monkeypatch.undo()
    resident.answer("inkomen", lines)
    assert given(resident) == [*before, "inkomen"]


def test_an_unfinished_answer_makes_room_for_a_finished_one(
    monkeypatch: pytest.MonkeyPatch, resident: Resident
) -> None:
    until(resident, "vermogen")
    size = size_of_cookie(resident)
    resident.post("/vraag/vermogen", {"have": "".join(chr(0x4E00 + 7 * n) for n in range(150)), "owe": "x"})
    assert resident.get("/vraag/vermogen").errors
    make_full(monkeypatch, size + 60)
    resident.answer("leeftijd", {"number": "35"})
    assert resident.answers().facts["age"] == 35
    assert not resident.get("/vraag/vermogen").errors


@pytest.mark.parametrize(("room", "kept"), [(2000, ["have", "owe"]), (400, ["have"]), (0, [])])
def test_what_was_typed_is_shortened_before_it_is_dropped(
    monkeypatch: pytest.MonkeyPatch, resident: Resident, room: int, kept: list[str]
) -> None:
    until(resident, "vermogen")
    typed = "".join(chr(0x4E00 + 7 * n) for n in range(40))
    make_full(monkeypatch, size_of_cookie(resident) + room)
    resident.post("/vraag/vermogen", {"have": typed, "owe": "".join(chr(0x6000 + 13 * n) for n in range(100))})
    page = resident.get("/vraag/vermogen")
    fields = {name: page.all("input", name=name)[0].get("value") for name in ("have", "owe")}
    assert [name for name, value in fields.items() if value] == kept
    assert ("Dit is te veel om te onthouden." in page.all("main")[0].text) is (len(kept) < 2)


def test_the_fullest_household_still_fits() -> None:
    """Every question answered at its longest, and then the longest unfinished answer on top."""
    resident = Resident(make_app())
    lines = {
        f"{name}_{line}": value
        for line in (1, 2, 3, 4)
        for name, value in (
            ("who", "partner"),
            ("what", "self_employed"),
            ("amount", f"8.{line}17,{line}3"),
            ("period", "four_weeks"),
        )
    }
    boxes = {q.id: {"boxes": [c.value for c in q.choices]} for q in resident.catalogue.questions if q.kind == "boxes"}
    resident.walk({**COUPLE.sent, "inkomen": lines, **{id_: sent for id_, sent in boxes.items() if id_ == "hulp"}})
    resident.get("/vraag/inkomen")
    resident.post("/vraag/inkomen", dict.fromkeys(lines, "😀" * 190))
    page = resident.get("/vraag/inkomen")
    assert page.errors
    cookie = resident.client.get_cookie("rondkomenwijzer")
    assert cookie is not None and len(cookie.value) < 3000
