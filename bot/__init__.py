"""Mirsad: English briefings from Arabic war reporting, on your own machine.

The map of the house. Data flows down this list, and a module imports only from those above it or beside it
(import-linter checks that, see ``pyproject.toml``):

    errors, resources, settings   what can go wrong; where shipped files lie; everything that can be set
    store      inference          the database: tables, migrations │ models: engines, prompts, the worker
    articles                      find, decode, clean, split and date articles; the shelf that keeps them
    translation                   Arabic sentences to English: engine, glossary, memory, checks
    movements                     who moved where: records, places, dates, bullets, map
    answers                       questions answered from the articles
    briefings                     articles to a briefing, and its formats
    services                      what a face gets: one object with everything above, wired
    telegram   terminal           two faces over the same services
    wiring, __main__              builds the services from the settings; the command

Beside the house stand ``training`` (makes the shipped model) and ``evaluation`` (measures it).

Outside this package: ``prompts/`` (what the models are asked), ``models/`` (weights and their cards),
``seeds/`` (five articles to begin with), ``tests/`` (mirrors this package).
"""

__version__ = "0.1.0"
