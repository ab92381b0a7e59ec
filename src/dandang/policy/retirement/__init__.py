"""Retirement (退休): the original ages, their gradual raising since 2025, and going earlier."""
