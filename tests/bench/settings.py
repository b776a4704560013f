"""The product's settings with the empty page beside its addresses."""

from huiying.settings import *  # noqa: F403 (settings are a module of names)

ROOT_URLCONF = "tests.bench.urls"
