"""Counts of a week, each in a table of its own, so that they can never be crossed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = {
    "journeys_by_mode": {"mode": 20},
    "journeys_by_language": {"language": 20},
    "outcomes_by_scheme": {"scheme": 40, "status": 40},
    "stops_by_topic": {"topic": 40},
}
"""{table: {what is counted by: length in characters}}"""


def upgrade() -> None:
    """Make the four tables."""
    for table, kinds in TABLES.items():
        op.create_table(
            table,
            sa.Column("week", sa.Date(), primary_key=True),
            *(sa.Column(name, sa.String(length), primary_key=True) for name, length in kinds.items()),
            sa.Column("number", sa.Integer(), nullable=False),
        )


def downgrade() -> None:
    """Remove them; the accounts stay."""
    for table in TABLES:
        op.drop_table(table)
