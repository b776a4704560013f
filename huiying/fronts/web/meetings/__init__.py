"""Meetings: called, their agenda, their decisions."""
