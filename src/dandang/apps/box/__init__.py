"""Ballots alone, one SQLite file a round. Below everyone; knows no one."""
