"""The database: tables, migrations, and the one place that opens it. The queries live with their subjects."""

from bot.store import sqlite, tables
from bot.store.database import Database

__all__ = ["Database", "sqlite", "tables"]
