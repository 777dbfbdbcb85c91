"""Single-head self-attention. Question 14.

Y_i = A_i · X_i · W_v with A_i = softmax(X_i · W_q · W_k^T · X_i^T / sqrt(d)), where X_i holds one token a row.
`python -m reference.attention` shows the three facts with numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy

if TYPE_CHECKING:
    from numpy import ndarray

_tokens, _features, _width = sympy.symbols("T N d", integer=True, positive=True)

X = sympy.MatrixSymbol("X", _tokens, _features)
W_q = sympy.MatrixSymbol("W_q", _features, _width)
W_k = sympy.MatrixSymbol("W_k", _features, _width)

#: What the softmax is taken of, row by row.
scores = X * W_q * W_k.T * X.T / sympy.sqrt(_width)

#: Question 14: can A_i be computed once and used for all inputs? Only if the input does not occur in it.
reusable = not scores.has(X)


def attention_matrix(x: ndarray, w_q: ndarray, w_k: ndarray) -> ndarray:
    """Return A [T, T] for tokens `x` [T, N] and projections `w_q`, `w_k` [N, d]; its rows add up to 1."""
    import numpy

    logits = (x @ w_q) @ (x @ w_k).T / numpy.sqrt(w_q.shape[1])
    weights = numpy.exp(logits - logits.max(axis=1, keepdims=True))
    a: ndarray = weights / weights.sum(axis=1, keepdims=True)
    return a


def attend(a: ndarray, x: ndarray, w_v: ndarray) -> ndarray:
    """Return Y [T, N_o] = A · X · W_v: `a` [T, T] mixes tokens, `w_v` [N, N_o] mixes features within a token."""
    y: ndarray = a @ x @ w_v
    return y


def demonstrate(seed: int = 0) -> dict[str, float]:
    """Show the facts of question 14 as distances.

    `reuse`: how far A of one input is from A of another; `identity_attention`: how far Y of the first token moves when
    another token moves and A = I; `identity_value`: how far Y is from A · X when W_v = I.
    """
    import numpy

    draw = numpy.random.default_rng(seed)
    tokens, features, width = 5, 4, 3
    x, other = draw.normal(size=(2, tokens, features))
    w_q, w_k = draw.normal(size=(2, features, width))
    w_v = draw.normal(size=(features, features))
    moved = x.copy()
    moved[1] += 1.0
    a, identity = attention_matrix(x, w_q, w_k), numpy.eye(tokens)
    return {
        "reuse": float(numpy.abs(a - attention_matrix(other, w_q, w_k)).max()),
        "identity_attention": float(numpy.abs(attend(identity, moved, w_v) - attend(identity, x, w_v))[0].max()),
        "identity_value": float(numpy.abs(attend(a, x, numpy.eye(features)) - a @ x).max()),
    }


if __name__ == "__main__":
    distances = demonstrate()
    print(f"A of one input differs from A of another by up to {distances['reuse']:.3f}: it cannot be reused")
    print(f"A = I: a token's output moves by {distances['identity_attention']:.3f} when another token moves")
    print(f"W_v = I: the output differs from the weighted averages A·X by {distances['identity_value']:.3f}")
