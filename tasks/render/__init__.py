"""From a briefing to documents: PDF, DOCX, HTML, XLSX and the 核稿单, through templates."""

from tasks.render.appearance import Appearance
from tasks.render.documents import render
from tasks.render.templates import Template, list_templates, load_template

__all__ = ["Appearance", "Template", "list_templates", "load_template", "render"]
