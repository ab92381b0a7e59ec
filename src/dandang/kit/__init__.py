"""What every app stands on: the clock, base models, numbering, paging. No domain words."""
