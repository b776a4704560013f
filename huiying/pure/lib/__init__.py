"""Clock, work days, identifiers, numbers of cases, and the viewer."""
