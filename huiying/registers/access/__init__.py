"""Users, roles and grants over an office or a part of the place tree."""
