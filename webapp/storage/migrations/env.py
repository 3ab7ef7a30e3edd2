"""Run by Alembic: on the connection that webapp.storage.versions hands over, in its transaction."""

from __future__ import annotations

from alembic import context

from webapp.storage.tables import Table

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=Table.metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
