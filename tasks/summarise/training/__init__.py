"""How the models of the summaries are made; nothing here is needed to run them."""
