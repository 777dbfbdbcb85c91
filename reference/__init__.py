"""The answers: formulas as sympy expressions over named symbols, and facts as code that runs.

Sizes count elements (not bytes) and operations count multiply-accumulates (MACs), unless a name says otherwise. Each
name that an assignment binds, such as `matmul:arithmetic_intensity`, is a module-level value: an expression, a tuple of
expressions, a truth value, or a table of those. Nothing that follows from a formula is typed in.
"""
