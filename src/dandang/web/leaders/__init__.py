"""The leaders pages."""
