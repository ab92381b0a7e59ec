"""Forms: the shape of what is typed in, never a rule."""
