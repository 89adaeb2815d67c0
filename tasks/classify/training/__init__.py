"""What the clause classifier is trained on: own labelled texts (``texts/``) and labels on public reports."""
