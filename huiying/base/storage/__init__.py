"""How records are kept: encrypted fields, keyset pages, search index, guards."""
