"""Files that come in: brought, looked through, taken in; and the answers that go back."""
