"""From classified articles to findings, indicators and links, and from these to a briefing."""
