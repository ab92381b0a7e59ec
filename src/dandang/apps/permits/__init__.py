"""Verbs, roles and the Actor. Owns no table; refuses whatever the table of roles does not say."""
