"""The optional libraries of training, imported on demand."""

import importlib
from typing import Any

from bot.errors import ModelError


def need(name: str) -> Any:
    """The module ``name`` from the extra ``[train]``.

    It is typed ``Any`` on purpose: type checking must give the same answer with and without PyTorch installed.
    """
    try:
        return importlib.import_module(name)
    except ImportError as e:
        package = name.partition(".")[0]
        raise ModelError(f"Training needs {package}, which is not installed: pip install 'mirsad[train]'") from e
