"""Files in and out: bytes to values and back. Pure: no clock, no database."""
