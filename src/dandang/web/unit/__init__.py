"""The unit pages."""
