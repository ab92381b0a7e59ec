"""The county itself (本县): its name, its settings with their documents, its calendar."""
