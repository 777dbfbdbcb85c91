"""What a child does to itself before it runs anything of a student's. Standard library only; used from two places:
by the supervisor's forked child, and as the first program inside bubblewrap."""
