"""How fast and how large it all is: `python -m tests.bench` prints it (P03 and P04). No test times anything."""
