"""The tables, as SQLAlchemy Core sees them; ``migrations/`` brings a database file to this shape."""

from sqlalchemy import (
    JSON,
    Column,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    func,
)

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

# What questions are answered from: every sentence in both languages, a row each. The full-text indexes
# passages_ar, passages_en and passages_facts lie over the *_terms columns, kept by triggers (see migration 0002).
passages = Table(
    "passages",
    metadata,
    Column("id", Integer, primary_key=True),  # never reused, so that a vector cache can tell what is new
    Column("article_id", String(16), ForeignKey("articles.id", ondelete="CASCADE"), nullable=False),
    Column("n", Integer, nullable=False),  # the sentence, 1-based
    Column("en", Text, nullable=False),  # the translation as shown
    Column("ar_terms", Text, nullable=False),  # stems, separated by spaces
    Column("en_terms", Text, nullable=False),  # folded words; SQLite stems them
    Column("facts_terms", Text, nullable=False),  # what the sentence's movement records say, in English words
    Column("vector", LargeBinary),  # float16, one after another; NULL until embedded
    Column("embedder", String(80)),  # name and revision of the model that made the vector
    UniqueConstraint("article_id", "n", name="uq_passages_article_id"),
    sqlite_autoincrement=True,
)

# What was asked and answered, per chat and user: what a follow-up refers to.
turns = Table(
    "turns",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("chat", String(80), nullable=False),
    Column("user", String(80), nullable=False),
    Column("question", Text, nullable=False),
    Column("standalone", Text, nullable=False),
    Column("answer", Text),  # NULL: the articles did not say
    Column("cited", JSON, nullable=False),  # [[article id, sentence], …]
    Column("asked", DateTime, nullable=False, server_default=func.now()),  # UTC
    Index("ix_turns_chat", "chat", "user"),
    sqlite_autoincrement=True,
)
