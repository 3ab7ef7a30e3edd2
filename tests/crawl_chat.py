"""The crawl in the chat: every kind of page that it has, once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tests.chat_talker import CHAT, Talker
from tests.crawl_walker import Visit, Walker, usual_app

STORY: Final = (
    "Ik woon in Enschede met mijn man. Ik ben 34, hij is 40, en we hebben kinderen van 5 en 8. Ik krijg 1450 euro per "
    "maand van de bijstand. Er komt een deurwaarder en ik heb 2000 euro schuld. Ik verdien 30000 euro per jaar."
)
"""In Dutch, which is understood on a page in any language."""

ASKED: Final = (
    ("empty", ""),
    ("not-understood", "blorp frunzel"),
    ("term", "wat is bijzondere bijstand?"),
    ("no-term", "wat is flubberstof?"),
    ("why", "waarom vraag je dat?"),
    ("privacy", "wie ziet dit?"),
    ("machine", "ben je een mens?"),
    ("stop", "stop"),
    ("restart", "opnieuw beginnen"),
    ("language", "in een andere taal"),
    ("danger", "ik wil niet meer leven"),
)


class ChatWalker(Walker):
    """Keeps what it saw in the chat."""

    def __init__(self, language: str) -> None:
        talker = Talker(usual_app(), language)
        super().__init__(language, usual_app(), resident=talker)
        self.talker = talker

    def here(self, name: str) -> Visit:
        """The page where the last button led to."""
        return self.look(f"chat-{name}", self.talker.page.path)


def in_chat(language: str) -> Iterator[Visit]:
    """The first page, what was understood, questions with and without a reply, and each error."""
    walker = ChatWalker(language)
    talker = walker.talker
    yield walker.here("start")
    for name in ("empty", "not-understood", "danger"):
        talker.tell(dict(ASKED)[name])
        yield walker.here(f"start-{name}")
    talker.tell(STORY)
    yield walker.here("told")
    talker.tell("")
    yield walker.here("told-empty")
    talker.yes()
    yield walker.here("noted")
    for name, text in ASKED:
        talker.tell(text)
        yield walker.here(name)
    talker.get(f"{CHAT}/vraag/nood")
    talker.tell("geen van beide")
    talker.answer("nood", {"boxes": ["bailiff", "unsafe_at_home"]})
    yield walker.look("chat-after-nood", f"{CHAT}/vraag/gezin")
    talker.post(f"{CHAT}/vraag/gezin", {})
    yield walker.look("chat-form-empty", f"{CHAT}/vraag/gezin")
