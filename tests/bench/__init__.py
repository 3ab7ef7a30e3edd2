"""How fast and how large the rules are: `python -m tests.bench` prints it (acceptance P03). No test times anything."""
