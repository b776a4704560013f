"""Commands, found by Django in this folder."""
