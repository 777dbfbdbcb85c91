"""The reference pipeline of question 17: data, forward path, loss, backward path, weight update, one idea a file."""
