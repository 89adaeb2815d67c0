"""From a briefing to documents: PDF, DOCX, HTML, XLSX and the 核稿单, through templates."""
