"""The oversight pages."""
