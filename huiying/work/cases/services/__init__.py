"""What is done with cases, each file named by what is done."""
