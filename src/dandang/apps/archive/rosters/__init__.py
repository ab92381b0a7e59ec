"""Rosters against the archive: how a career prints in one, whom a row means, what a row changes."""
