"""Placeholder for the script that writes vocab/*.ttl."""
