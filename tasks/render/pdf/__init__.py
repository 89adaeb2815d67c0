"""PDF, by WeasyPrint: the template's markup filled, justified as Chinese is, with faces that print every character."""

from tasks.render.pdf.document import Pdf, render_pdf
from tasks.render.pdf.markup import print_markup

__all__ = ["Pdf", "print_markup", "render_pdf"]
