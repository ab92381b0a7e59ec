"""Recusal (回避): by kinship, by business of relatives, by place, from a matter."""
