"""The organiser pages."""
