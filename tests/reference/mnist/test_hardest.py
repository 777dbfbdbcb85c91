"""Every image once, then the hardest again."""

from itertools import islice

import torch

from reference.mnist.hardest import hardest_again


def test_the_first_pass_takes_every_image_once() -> None:
    first = torch.cat(list(islice(hardest_again(torch.zeros(12), batch=4, share=0.5), 3)))
    assert sorted(first.tolist()) == list(range(12))


def test_later_passes_take_the_images_with_the_largest_loss_as_it_stands_then() -> None:
    losses = torch.full((8,), torch.inf)
    rows = hardest_again(losses, batch=4, share=0.5)
    for loss in (0.0, 1.0):
        losses[next(rows)] = loss
    hard = set(torch.where(losses == 1.0)[0].tolist())
    assert set(next(rows).tolist()) == hard
    losses[list(hard)[:2]] = -1.0
    assert len(set(next(rows).tolist()) & set(list(hard)[2:])) == 2


def test_an_image_that_no_whole_batch_was_left_for_counts_as_hard() -> None:
    losses = torch.full((9,), torch.inf)
    rows = hardest_again(losses, batch=4, share=0.5)
    seen: set[int] = set()
    for _ in range(2):
        batch = next(rows)
        losses[batch] = 0.1
        seen |= set(batch.tolist())
    (left,) = set(range(9)) - seen
    assert left in next(rows).tolist()


def test_a_batch_larger_than_what_is_hard_takes_all_of_it() -> None:
    rows = hardest_again(torch.arange(10.0), batch=6, share=0.3)
    next(rows)
    assert sorted(next(rows).tolist()) == [7, 8, 9]
