"""Where to find help: what one card shows, and what must stay off paper."""

from __future__ import annotations

from typing import Final

URGENT: Final = "urgent"
WALK_IN: Final = "wijkwijzer"
"""The referral that has places to walk into."""

NOT_ON_PAPER: Final = frozenset({"veilig_thuis"})
"""A print may be read by the partner."""
