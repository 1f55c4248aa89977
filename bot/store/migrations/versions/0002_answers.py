"""What questions are answered from: passages with full-text indexes, and the turns of conversations."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

# External content: the text lies once, in passages; triggers keep the indexes, also when an article's removal
# cascades. Porter stems ASCII words only, so the Arabic column holds stems already.
_FULL_TEXT = """
CREATE VIRTUAL TABLE passages_{side} USING fts5(
    {side}_terms, content='passages', content_rowid='id', tokenize='{tokenize}');
CREATE TRIGGER passages_{side}_insert AFTER INSERT ON passages BEGIN
    INSERT INTO passages_{side}(rowid, {side}_terms) VALUES (new.id, new.{side}_terms); END;
CREATE TRIGGER passages_{side}_delete AFTER DELETE ON passages BEGIN
    INSERT INTO passages_{side}(passages_{side}, rowid, {side}_terms) VALUES ('delete', old.id, old.{side}_terms); END;
CREATE TRIGGER passages_{side}_update AFTER UPDATE OF {side}_terms ON passages BEGIN
    INSERT INTO passages_{side}(passages_{side}, rowid, {side}_terms) VALUES ('delete', old.id, old.{side}_terms);
    INSERT INTO passages_{side}(rowid, {side}_terms) VALUES (new.id, new.{side}_terms); END;
CREATE VIRTUAL TABLE passages_{side}_words USING fts5vocab(passages_{side}, row);
"""


def upgrade() -> None:
    op.create_table(
        "passages",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("article_id", sa.String(16), sa.ForeignKey("articles.id", ondelete="CASCADE"), nullable=False),
        sa.Column("n", sa.Integer, nullable=False),
        sa.Column("en", sa.Text, nullable=False),
        sa.Column("ar_terms", sa.Text, nullable=False),
        sa.Column("en_terms", sa.Text, nullable=False),
        sa.Column("facts_terms", sa.Text, nullable=False),
        sa.Column("vector", sa.LargeBinary),
        sa.Column("embedder", sa.String(80)),
        sa.UniqueConstraint("article_id", "n", name="uq_passages_article_id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "turns",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("chat", sa.String(80), nullable=False),
        sa.Column("user", sa.String(80), nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("standalone", sa.Text, nullable=False),
        sa.Column("answer", sa.Text),
        sa.Column("cited", sa.JSON, nullable=False),
        sa.Column("asked", sa.DateTime, nullable=False, server_default=sa.func.now()),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_turns_chat", "turns", ["chat", "user"])
    for side, tokenize in (("ar", "unicode61"), ("en", "porter unicode61"), ("facts", "porter unicode61")):
        for statement in _statements(_FULL_TEXT.format(side=side, tokenize=tokenize)):
            op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    for side in ("ar", "en", "facts"):
        for table in (f"passages_{side}_words", f"passages_{side}"):
            op.get_bind().exec_driver_sql(f"DROP TABLE {table}")
    for table in ("turns", "passages"):
        op.drop_table(table)


def _statements(script: str) -> list[str]:
    """Split where a semicolon ends a line; a trigger's inner lines end so too, until its END."""
    statements, open_ = [], ""
    for line in script.strip().splitlines():
        open_ += line + "\n"
        if line.endswith(";") and ("CREATE TRIGGER" not in open_ or line.endswith("END;")):
            statements.append(open_.strip().rstrip(";"))
            open_ = ""
    return statements
