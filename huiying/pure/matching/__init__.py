"""Which provider suits one need best, and why not another."""
