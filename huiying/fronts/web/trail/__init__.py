"""The trail and the jobs."""
