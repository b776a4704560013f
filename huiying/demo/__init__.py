"""The demo county: invented records at the real offices' scale, made by services."""
