"""Regular expressions of `sh:pattern`: what they say in Python, and how long matching them can take."""
