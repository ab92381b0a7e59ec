"""Who holds which role where (授权): account × role × unit, and whose account it is.

Refuses, in the database itself, a role of another kind than the account's and a grant to oneself.
"""
