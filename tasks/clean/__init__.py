"""From a raw document to a clean article: restore damage, strip boilerplate, find metadata and structure."""
