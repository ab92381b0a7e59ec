"""One folder per owned fact, in tiers: a higher app may use a lower one, never the other way."""
