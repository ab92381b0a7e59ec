"""Who signs in (账号): name, password, kind, lock-out. Knows no person, no unit and no role."""
