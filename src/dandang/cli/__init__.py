"""The `dandang` command. Command modules import Django only when they run."""
