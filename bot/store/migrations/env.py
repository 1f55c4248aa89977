"""Alembic's entry: runs the migrations on the connection that :class:`bot.store.Database` hands over."""

from alembic import context

from bot.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite alters tables by copying them
    transaction_per_migration=False,  # the caller's transaction covers all of them
)
context.run_migrations()
