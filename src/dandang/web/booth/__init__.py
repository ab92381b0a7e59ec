"""The booth pages."""
