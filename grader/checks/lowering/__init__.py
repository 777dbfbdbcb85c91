"""Judging `lower(x, h)`: a convolution as a sum of F_r·F_c matrix products, proved by running (question 7)."""
