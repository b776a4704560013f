"""A database that other processes and threads reach too."""

from tests.base.conftest import shared

__all__ = ("shared",)
