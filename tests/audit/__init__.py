"""What takes too long for every change, and is run by hand with `make audit`."""
