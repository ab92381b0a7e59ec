"""Lists out and back (名单导出与导入): the machine alone. Owns no table; knows no list of its own.

Refuses a purpose left blank, a wrong cell, and whatever changed meanwhile; writes all or nothing.
"""
