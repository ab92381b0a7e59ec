"""Time limits (期限): how long a public notice runs, and by when something has to be done."""
