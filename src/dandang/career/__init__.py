"""The career of a person as a frozen value: every field is stated, stated-none or unknown. Pure."""
