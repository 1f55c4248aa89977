"""Where the files that travel with the program lie: prompts, seeds, models.

In an installed wheel they are under ``bot/shipped/``; in a checkout or an editable install they are the
top-level folders beside ``bot/``.
"""

from pathlib import Path

from bot.errors import NotFoundError

_PACKAGE = Path(__file__).resolve().parent


def shipped(name: str) -> Path:
    """The folder ``name`` (``prompts``, ``seeds`` or ``models``) as shipped with this installation."""
    for root in (_PACKAGE / "shipped", _PACKAGE.parent):
        if (root / name).is_dir():
            return root / name
    raise NotFoundError(f"The folder '{name}' that belongs to the program is missing. Install Mirsad again.")
