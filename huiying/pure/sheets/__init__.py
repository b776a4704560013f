"""Tables that offices exchange as files: read from Excel or text by a process of their own, written as Excel."""
