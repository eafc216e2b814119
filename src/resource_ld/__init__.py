"""Turn a catalogue kept in a spreadsheet into a linked-data site."""

__all__ = ["__version__"]

__version__ = "0.1.0"
