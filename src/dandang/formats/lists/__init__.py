"""Lists as workbooks, both ways: any list's columns out, and back with every cell understood."""
