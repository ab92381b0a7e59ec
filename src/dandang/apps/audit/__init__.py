"""The trail (留痕): who did what, when, to what and for which purpose; and alarms on mass reading.

Owns append-only rows that hold numbers and names as values, never as foreign keys. Refuses
update and delete in the database itself, on SQLite and PostgreSQL.
"""
