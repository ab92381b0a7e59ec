"""Who holds which role where (授权): account × role × unit, until when, and whose account it is.

Also accounts for many cadres at once, and founding a house.

Refuses, in the database itself, a role of another kind than the account's and a grant to oneself.
"""
