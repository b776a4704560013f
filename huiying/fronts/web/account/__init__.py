"""Logging in and out, language, print size, health."""
