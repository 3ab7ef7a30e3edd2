"""A household of a conversation as a case for `tests/cases`: no name, and without what should come out.

What is to be expected is written from the regulation, never from the program (tests/cases/README.md), so that part and
the source stay empty. Whoever fills them in has found a fault, or a case that was missing.
"""

from __future__ import annotations

from datetime import date

import yaml

from webapp.answers import Answers

HEADING = """\
# A case from a conversation. Fill in, from the regulation and not from the program:
#   name, source (article or contract line), expect (see tests/cases/README.md), because.
"""


def case_from(answers: Answers, on: date) -> str:
    """The YAML, for who adds it to a file in tests/cases. A fact that was asked and is not known is null."""
    case = {
        "name": "",
        "source": "",
        "on": on,
        "given": answers.document,
        "expect": {"schemes": {}},
        "because": "",
    }
    return HEADING + yaml.safe_dump({"cases": [case]}, sort_keys=False, allow_unicode=True, width=110)
