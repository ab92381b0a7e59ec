"""Evidence files (证据文件): scans and papers, kept by content hash outside the database."""
