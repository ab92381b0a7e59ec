"""The synthetic county (虚构): invented people with a fixed seed, written through the apps' own verbs."""
