"""``python -m bot.training``: the same commands as ``mirsad train``."""

from bot.training.cli import main

if __name__ == "__main__":
    main()
