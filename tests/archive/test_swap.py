from __future__ import annotations

import pytest

from archivegen.archive.bag.swap import recover, replace_archive
from archivegen.verify import verify_bag


def test_an_archive_that_lost_its_place_gets_it_back(small_desk):
    bag = small_desk.close()
    bag.rename(bag.with_name(bag.name + ".替换前"))
    (bag.with_name(bag.name + ".正在生成")).mkdir()
    recover(bag)
    assert verify_bag(bag).passed
    assert [path.name for path in bag.parent.iterdir() if not path.name.startswith(".")] == [bag.name]


def test_an_unfinished_deletion_is_never_taken_for_an_archive(small_desk):
    bag = small_desk.close()
    doomed = bag.with_name(bag.name + ".待删除")
    bag.rename(doomed)
    recover(bag)
    assert not bag.exists()
    assert not doomed.exists()


def test_when_the_new_one_cannot_take_its_place_the_old_one_returns(small_desk):
    bag = small_desk.close()
    with pytest.raises(FileNotFoundError):
        replace_archive(bag)
    assert verify_bag(bag).passed
