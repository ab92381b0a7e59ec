"""The mine pages."""
