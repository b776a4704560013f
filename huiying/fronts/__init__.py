"""Front ends beside each other; none knows another."""
