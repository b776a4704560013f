"""Huiying 回应: the platform on which grass-roots offices answer every request."""
