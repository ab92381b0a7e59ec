"""Who signs in (账号): name, password, kind, lock-out, second factor, sessions, and the policy of all these.

Knows no person, no unit and no role.
"""
