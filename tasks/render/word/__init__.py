"""A briefing as a Word document, out of a template that an office edits in Word.

The template's paragraphs hold ``{{名}}`` for single values and, alone in a paragraph, for whole blocks; everything a
reader sees of form (faces, sizes, spacing, rules) stands in its styles. Evidence hangs on each point as a comment:
comments leave lines and pages as they are (footnotes would break the 22 lines of GB/T 9704), are part of ECMA-376
(17.13.4), are shown beside the text by Word and WPS and taken out by either in one step before circulation.
"""

from tasks.render.word.document import render_docx
from tasks.render.word.pictures import Picture

__all__ = ["Picture", "render_docx"]
