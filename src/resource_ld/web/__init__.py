"""The Flask application: every route of the site."""
