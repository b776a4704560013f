"""Pages of the registers, each file named by what it lists."""
