"""What can go wrong, in one place.

MirsadError                  a mistake or lack that its message says how to mend; shown without a traceback
├── InputError               an article, option or question that cannot be used as it is
│   ├── UnreadableError      a file that cannot be opened or decoded
│   └── NotArabicError       a text in another language, or none
├── NotFoundError            no such article, model, prompt
├── SettingsError            an unknown or unusable setting
├── PromptError              a prompt file and its variables do not fit
├── ModelError               a model that is missing, damaged or fails
└── StoreError               a database that cannot be opened or is newer than the program
"""


class MirsadError(Exception):
    """Something the user can mend; the message says what and how."""


class InputError(MirsadError):
    """An article, option or question that cannot be used as it is."""


class UnreadableError(InputError):
    """A file that cannot be opened or decoded."""


class NotArabicError(InputError):
    """A text in another language than Arabic, or with no text at all."""


class NotFoundError(MirsadError):
    """No such article, model or prompt."""


class SettingsError(MirsadError):
    """An unknown or unusable setting."""


class PromptError(MirsadError):
    """A prompt file and the variables given to it do not fit."""


class ModelError(MirsadError):
    """A model that is missing, damaged or fails."""


class StoreError(MirsadError):
    """A database that cannot be opened, or is newer than the program."""
