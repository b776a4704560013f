"""Cases: from intake to asked back."""
