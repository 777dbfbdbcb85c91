"""What runs inside the sandbox, beside the student's code. The grader reads it as text and imports none of it."""
