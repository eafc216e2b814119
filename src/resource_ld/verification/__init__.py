"""A live site harvested by every door, and the doors compared. A client: it shares nothing with the server it asks but words."""
