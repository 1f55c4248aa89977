"""The tables, as SQLAlchemy Core sees them; ``migrations/`` brings a database file to this shape."""

from sqlalchemy import JSON, Column, DateTime, Float, ForeignKey, Integer, MetaData, String, Table, Text, func

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

articles = Table(
    "articles",
    metadata,
    Column("id", String(16), primary_key=True),  # hash of the normalised content
    Column("number", Integer, nullable=False, unique=True),  # what people call it: article 12
    Column("source", Text, nullable=False),
    Column("raw", Text, nullable=False),
    Column("headline", Text),
    Column("published", String(10)),  # ISO date; NULL is unknown, never guessed
    Column("published_from", String(20)),
    Column("boilerplate", JSON, nullable=False),  # [[start, end, rule], …]
    Column("added", DateTime, nullable=False, server_default=func.now()),  # UTC
)

sentences = Table(
    "sentences",
    metadata,
    Column("article_id", String(16), ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("n", Integer, primary_key=True),  # 1-based
    Column("paragraph", Integer, nullable=False),  # 0-based
    Column("start", Integer, nullable=False),  # code points into articles.raw
    Column("end", Integer, nullable=False),
    Column("clean", Text, nullable=False),
)

# The translation memory. The key is a hash of everything that can change the outcome, so a row never goes stale:
# the text, the task, engine, model revision, decoding and glossary revision (see bot/translation/memory.py).
generations = Table(
    "generations",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("task", String(20), nullable=False),  # translate, bullet, question, …
    Column("source", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("marks", JSON, nullable=False),  # [[code, detail], …]
    Column("confidence", Float, nullable=False),
    Column("decoding", String(20), nullable=False),
    Column("engine", String(80), nullable=False),
    Column("revision", String(80), nullable=False),
    Column("made", DateTime, nullable=False, server_default=func.now()),  # UTC
)
