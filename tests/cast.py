"""The people of the tests: officer, colleague of another office, worker, resident, stranger."""
