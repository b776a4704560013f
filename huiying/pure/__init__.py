"""Values in, values out: no Django, tested in seconds."""
