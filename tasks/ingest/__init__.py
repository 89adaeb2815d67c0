"""From sources to raw documents: find the inputs, read their bytes, decode them, open their containers."""
