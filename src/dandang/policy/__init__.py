"""The regulations as code: dated numbers with their sources, rules that answer with reasons. Pure."""
