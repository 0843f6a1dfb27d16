"""Starts the program: reads the arguments and hands over to bootstrap."""
