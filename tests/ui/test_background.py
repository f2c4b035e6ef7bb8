"""Work off the GUI thread (design, house style "Habits")."""

import threading

import pytest

from contactdesk.errors import NotFound, Unexpected
from ui import error_report
from ui.background import Background
from ui.parts.search_box import SearchBox


@pytest.fixture
def background(qapp):
    background = Background()
    yield background
    assert background.close()


def wait_for(qtbot, answers, count):
    qtbot.waitUntil(lambda: len(answers) >= count, timeout=5000)


def hold(background):
    """Keep the thread of the database at work until the event that is given back is set; requests wait behind it."""
    begun, release = threading.Event(), threading.Event()
    background.run(lambda: (begun.set(), release.wait(10)), lambda _value: None, lambda _error: None)
    assert begun.wait(5)
    return release


def test_work_runs_on_one_other_thread_and_is_answered_on_this_one(background, qtbot):
    here, workers, answers = threading.get_ident(), [], []

    def work():
        workers.append(threading.get_ident())
        return 7

    for _turn in range(5):
        background.run(work, lambda value: answers.append((value, threading.get_ident())), answers.append)
    wait_for(qtbot, answers, 5)
    assert answers == [(7, here)] * 5
    assert len(set(workers)) == 1
    assert here not in workers


def test_only_the_newest_request_of_a_name_is_answered(background, qtbot):
    answers, done, release = [], [], hold(background)
    for text in ("a", "ab", "abc"):
        background.run(lambda text=text: done.append(text) or text, answers.append, answers.append, newest_of="search")
    release.set()
    wait_for(qtbot, answers, 1)
    assert answers == ["abc"]
    assert done == ["abc"]


def test_an_answer_that_comes_after_a_newer_request_is_dropped(background, qtbot):
    started, release, answers = threading.Event(), threading.Event(), []
    background.run(lambda: (started.set(), release.wait()), lambda _value: answers.append("old"), answers.append, newest_of="list")
    assert started.wait(5)
    background.run(lambda: "new", answers.append, answers.append, newest_of="list")
    release.set()
    wait_for(qtbot, answers, 1)
    assert answers == ["new"]


def test_a_named_request_goes_before_those_that_wait(background, qtbot):
    order, release = [], hold(background)
    background.run(lambda: "page", order.append, order.append)
    background.run(lambda: "search", order.append, order.append, newest_of="search")
    release.set()
    wait_for(qtbot, order, 2)
    assert order == ["search", "page"]


def test_a_refusal_reaches_the_page(background, qtbot):
    failed = []

    def work():
        raise NotFound(table_caption="Contact", value="CT9")

    background.run(work, lambda _value: None, failed.append)
    wait_for(qtbot, failed, 1)
    assert "Contact CT9 does not exist." in str(failed[0])


def test_a_mistake_is_reported_and_the_page_goes_on(background, qtbot, monkeypatch):
    reported, failed = [], []
    monkeypatch.setattr(error_report, "report", reported.append)
    background.run(lambda: 1 / 0, lambda _value: None, failed.append)
    wait_for(qtbot, failed, 1)
    assert isinstance(reported[0], ZeroDivisionError)
    assert isinstance(failed[0], Unexpected)


def test_busy_tells_the_beginning_and_the_end_also_of_dropped_work(background, qtbot):
    told, answers = [], []
    background.busy.connect(told.append)
    release = hold(background)
    for _turn in range(3):
        background.run(lambda: 1, answers.append, answers.append, newest_of="x")
    release.set()
    qtbot.waitUntil(lambda: told == [True, False])


def test_a_long_job_tells_how_far_it_is_and_stops_between_two_records(background, qtbot):
    begun, told, results = threading.Event(), [], []

    def work(progress, cancelled):
        for number in range(1_000_000):
            progress(number, 1_000_000)
            begun.set()
            if cancelled():
                return number
        return -1

    job = background.start(work, results.append, results.append, lambda done, total: told.append((done, total)))
    assert begun.wait(5)
    job.cancel()
    wait_for(qtbot, results, 1)
    assert 0 <= results[0] < 1_000_000
    assert told[0][1] == 1_000_000


def test_a_long_job_does_not_hold_up_the_database_thread(background, qtbot):
    release, answers = threading.Event(), []
    background.start(lambda _progress, _cancelled: release.wait(), lambda _value: answers.append("job"), answers.append)
    background.run(lambda: "short", answers.append, answers.append)
    wait_for(qtbot, answers, 1)
    release.set()
    wait_for(qtbot, answers, 2)
    assert answers == ["short", "job"]


def test_closing_finishes_the_work_at_hand_and_forgets_the_rest(qapp):
    background, begun, done = Background(), threading.Event(), []
    release = threading.Event()
    background.run(lambda: (begun.set(), release.wait(), done.append("first")), done.append, done.append)
    background.run(lambda: done.append("second"), done.append, done.append)
    assert begun.wait(5)
    release.set()
    assert background.close()
    assert done in (["first"], ["first", "second"])


def test_an_answer_to_a_window_that_is_gone_is_no_mistake(background, qtbot):
    """Given a dialog that asked and was deleted, when its answer makes it tell something, then nothing is reported."""
    from shiboken6 import delete

    gone, answers = SearchBox(), []
    delete(gone)

    background.run(lambda: 1, lambda _value: gone.searched.emit("x"), answers.append)
    background.run(lambda: 2, lambda _value: gone.setText("x"), answers.append)
    background.run(lambda: 3, answers.append, answers.append)

    wait_for(qtbot, answers, 1)
    assert answers == [3]


def test_nothing_is_done_any_more_after_closing(qapp):
    background, told = Background(), []
    background.busy.connect(told.append)
    assert background.close()
    background.run(lambda: told.append("done"), told.append, told.append)
    assert told == []
