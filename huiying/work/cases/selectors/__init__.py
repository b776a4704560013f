"""Reads of cases, each file named by what is read."""
