"""What the people of the demo do with their feedback the day after: reply to a comment, answer, plan a case again."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from roleplay.people.reply import ReplyKind
from roleplay.people.visitor import Visitor
from roleplay.usecases.history.replies import Comment
from roleplay.web.server.kit import Kit

REPLY, ANSWERED = 0.5, 0.7
"""How many comments are replied to, and how many questions about one are answered."""
KINDS = (ReplyKind.TRY, ReplyKind.TRY, ReplyKind.TRY, ReplyKind.MEAN, ReplyKind.TALK)
HELPED = 0.6
ANSWERS = (
    "I meant the moment when she looked at the floor. You were writing, and the question came late.",
    "Just one sentence of your own before the next question. You did it twice, and both times she went on.",
    "The last two minutes: two plans at once. One, and then a pause, would have been enough for me.",
)


class Afterwards:
    """Of all people, by name: their phones, and who they are once they have a key."""

    def __init__(self, kit: Kit, phones: Mapping[str, str], persons: Mapping[str, str], chance: Random) -> None:
        self._kit, self._phones, self._persons, self._chance = kit, phones, persons, chance

    def reply(self, practice: int) -> None:
        """To the comments of this session, and to earlier ones that have helped by now."""
        for name in self._persons:
            for station in self._kit.history.shelf(self._who(name)).seen:
                where = station.station.practice, station.station.round
                for comment in self._kit.replies.comments(self._who(name), *where):
                    self._say(name, comment, new=where[0] == practice)
        for name in self._persons:
            self._answer(name)

    def plan_again(self, name: str, newest: bool = False) -> None:
        """The first case in which they were the student, or the ``newest``."""
        shelf = self._kit.history.shelf(self._who(name))
        held = [seen.station for seen in shelf.seen if seen.station.counts and not seen.station.brought]
        station = held[-1 if newest else 0]
        where = station.practice, station.round
        skills = self._kit.repeat_plans.of_station(self._who(name), *where).skills
        self._kit.repeat_plans.put(self._who(name), *where, skills[0][0])

    def _say(self, name: str, comment: Comment, new: bool) -> None:
        written, replies = comment.written, self._kit.replies
        place = (written.practice, written.round, written.words, written.writer)
        if new and not comment.closed and self._chance.random() < REPLY:
            replies.reply(self._who(name), *place, self._chance.choice(KINDS))
        elif comment.may_help and comment.reply and not comment.reply.helped and self._chance.random() < HELPED:
            replies.helped(self._who(name), *place, helped=True)

    def _answer(self, name: str) -> None:
        for one in self._kit.replies.to_me(self._who(name)):
            reply = one.reply
            if reply.reply is ReplyKind.MEAN and not reply.answer and self._chance.random() < ANSWERED:
                words = self._chance.choice(ANSWERS)
                self._kit.replies.answer(self._who(name), reply.practice, reply.round, reply.words, words)

    def _who(self, name: str) -> Visitor:
        return Visitor(self._phones[name], person=self._persons[name])
