"""The stages of Hujian, one package each, as plain functions.

Data goes one way: ``ingest`` → ``clean`` → ``classify`` → ``summarise`` → ``render`` → ``distribute``. Each stage takes
the frozen models of :mod:`tasks.models` that the stage before it made. Nothing here knows Prefect: ``flows`` composes
these functions, and an import contract in ``pyproject.toml`` keeps it so.
"""
