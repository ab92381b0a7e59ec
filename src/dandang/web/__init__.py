"""Pages, by desk. A view reads, calls one action, draws."""
