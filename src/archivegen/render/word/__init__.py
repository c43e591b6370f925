"""Word papers: a template is compiled once to a stamp, and the stamp makes papers."""
