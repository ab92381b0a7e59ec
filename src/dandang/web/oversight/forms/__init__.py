"""Forms of the oversight desk."""
