"""Prefect flows: what runs, in which order, when; and the command line that starts them."""
