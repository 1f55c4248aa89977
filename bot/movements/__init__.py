"""Who moved where, according to whom: bullets that are checked against their sentences."""

from bot.movements.bullet import Bullet
from bot.movements.service import Movements

__all__ = ["Bullet", "Movements"]
