"""The story of a station: a time that nobody knows is not made up."""

from roleplay.review.story import StoryPin, StoryPoint, story

TIMED = StoryPoint("It began in March.", 42, False, True, "volunteer")
ABOUT = StoryPoint("I sleep on three pillows.", 150, True, True, "asked")
BESIDE = StoryPoint("My ankles are swollen.", None, False, True, "asked")
UNHEARD = StoryPoint("I am afraid.", None, False, False, "open")


def test_facts_are_counted_and_sorted_by_what_is_known_about_them() -> None:
    told = story([UNHEARD, ABOUT, BESIDE, TIMED], [], 480)

    assert told.title == "3 of 4 facts came out"
    assert (told.timed, told.beside, told.unheard) == ((TIMED, ABOUT), (BESIDE,), (UNHEARD,))


def test_the_table_says_how_certain_a_time_is() -> None:
    rows = story([TIMED, ABOUT, BESIDE, UNHEARD], [StoryPin("worked", 95)], 480).table.rows

    assert [row[0] for row in rows] == ["0:42", "about 2:30", "came out, time unknown", "not heard this time", "1:35"]
    assert rows[-1][1] == "Pinned: worked"


def test_the_sentence_explains_open_dots_only_if_there_is_one() -> None:
    assert "open dot" in story([ABOUT], [], 480).sentence
    assert "open dot" not in story([TIMED, BESIDE], [], 480).sentence
    assert story([BESIDE], [], 480).sentence.startswith("There are no times")
    assert story([UNHEARD], [], 480).sentence == "None of the story came out this time."


def test_a_case_without_facts_has_no_story() -> None:
    told = story([], [], 480)

    assert not told.has_chart
    assert told.missing == "A case with a story shows here what came out, and when."
    assert story([UNHEARD], [], 480).has_chart


def test_the_timeline_is_as_long_as_what_happened_on_it() -> None:
    assert story([TIMED], [StoryPin("try", 500)], 480).length == 500
    assert story([TIMED], [], 480).length == 480


def test_a_fact_that_was_taken_back_is_unheard_even_with_a_time() -> None:
    told = story([StoryPoint("I smoke.", 60, False, False, "asked")], [], 480)

    assert (told.timed, told.beside, len(told.unheard)) == ((), (), 1)
