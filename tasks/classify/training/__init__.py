"""What the clause classifier is trained on: own labelled texts (``texts_*.txt``) and labels on public reports."""
