"""Articles, their sentences, and the translation memory."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "articles",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("number", sa.Integer, nullable=False, unique=True),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("raw", sa.Text, nullable=False),
        sa.Column("headline", sa.Text),
        sa.Column("published", sa.String(10)),
        sa.Column("published_from", sa.String(20)),
        sa.Column("boilerplate", sa.JSON, nullable=False),
        sa.Column("added", sa.DateTime, nullable=False, server_default=sa.func.now()),
    )
    op.create_table(
        "sentences",
        sa.Column("article_id", sa.String(16), sa.ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("n", sa.Integer, primary_key=True),
        sa.Column("paragraph", sa.Integer, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("clean", sa.Text, nullable=False),
    )
    op.create_table(
        "generations",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("task", sa.String(20), nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("marks", sa.JSON, nullable=False),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("decoding", sa.String(20), nullable=False),
        sa.Column("engine", sa.String(80), nullable=False),
        sa.Column("revision", sa.String(80), nullable=False),
        sa.Column("made", sa.DateTime, nullable=False, server_default=sa.func.now()),
    )


def downgrade() -> None:
    for table in ("generations", "sentences", "articles"):
        op.drop_table(table)
