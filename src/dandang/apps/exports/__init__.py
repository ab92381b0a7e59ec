"""The register of exports (导出登记): every file with people's data that leaves the house.

Owns the number, purpose and hash of each. Refuses an export without a stated purpose.
"""
