"""The subjects of the store, registered here and nowhere else.

A subject is one module with its tables, what is read and written, and what erasing a person means for it. To add one:
write its module (`roleplay.storage.history.choices` is a short one), import it, name it in `Reader`, `Writer` and
`Writer.subjects`, and write the migration that makes its tables. What has to be decided when a person is erased (who
looks after a group now?) is decided before, in `roleplay.usecases.people.people.People.forget`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager

from sqlalchemy import Connection
from sqlalchemy.engine.interfaces import DBAPICursor

from roleplay.storage.alone.alone import AloneReader, AloneWriter
from roleplay.storage.cases.own_content import OwnReader, OwnWriter
from roleplay.storage.cases.reports import ReportReader, ReportWriter
from roleplay.storage.groups.board import BoardReader, BoardWriter
from roleplay.storage.groups.calendars import CalendarReader, CalendarWriter
from roleplay.storage.groups.groups import GroupReader, GroupWriter
from roleplay.storage.groups.meetings import MeetingReader, MeetingWriter
from roleplay.storage.history.brought import BroughtReader, BroughtWriter
from roleplay.storage.history.choices import ChoiceReader, ChoiceWriter
from roleplay.storage.history.exam_plans import ExamPlanReader, ExamPlanWriter
from roleplay.storage.history.old_words import OldWords
from roleplay.storage.history.projections import HistoryReader, HistoryWriter
from roleplay.storage.history.repeat_plans import RepeatPlanReader, RepeatPlanWriter
from roleplay.storage.history.replies import ReplyReader, ReplyWriter
from roleplay.storage.papers.paper import PaperReader, PaperWriter
from roleplay.storage.people.attempts import AttemptReader, AttemptWriter
from roleplay.storage.people.devices import DeviceReader, DeviceWriter
from roleplay.storage.people.persons import PersonReader, PersonWriter
from roleplay.storage.people.shares import ShareReader, ShareWriter
from roleplay.storage.practice.log import LogReader, LogWriter
from roleplay.storage.practice.practices import PracticeReader, PracticeWriter
from roleplay.storage.queries import Erasable, metadata

TABLES = metadata
"""Those of all subjects, as each has been imported here."""


class Reader:
    """One transaction: everything read through it is from the same instant. Takes and returns domain values, never
    rows."""

    def __init__(self, connection: Connection) -> None:
        self.persons = PersonReader(connection)
        self.devices = DeviceReader(connection)
        self.attempts = AttemptReader(connection)
        self.practices = PracticeReader(connection)
        self.log = LogReader(connection)
        self.history = HistoryReader(connection)
        self.brought = BroughtReader(connection)
        self.choices = ChoiceReader(connection)
        self.exams = ExamPlanReader(connection)
        self.replies = ReplyReader(connection)
        self.repeat_plans = RepeatPlanReader(connection)
        self.papers = PaperReader(connection)
        self.own = OwnReader(connection)
        self.reports = ReportReader(connection)
        self.groups = GroupReader(connection)
        self.meetings = MeetingReader(connection)
        self.board = BoardReader(connection)
        self.calendars = CalendarReader(connection)
        self.alone = AloneReader(connection)
        self.shares = ShareReader(connection)


class Writer(Reader):
    """One write transaction: it sees what it wrote, and others see it once the transaction is over. Nothing is decided
    here: a writer stores what the core made, or the database refuses it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.persons: PersonWriter = PersonWriter(connection)
        self.devices: DeviceWriter = DeviceWriter(connection)
        self.attempts: AttemptWriter = AttemptWriter(connection)
        self.practices: PracticeWriter = PracticeWriter(connection)
        self.log: LogWriter = LogWriter(connection)
        self.history: HistoryWriter = HistoryWriter(connection)
        self.brought: BroughtWriter = BroughtWriter(connection)
        self.choices: ChoiceWriter = ChoiceWriter(connection)
        self.exams: ExamPlanWriter = ExamPlanWriter(connection)
        self.replies: ReplyWriter = ReplyWriter(connection)
        self.repeat_plans: RepeatPlanWriter = RepeatPlanWriter(connection)
        self.papers: PaperWriter = PaperWriter(connection)
        self.own: OwnWriter = OwnWriter(connection)
        self.reports: ReportWriter = ReportWriter(connection)
        self.groups: GroupWriter = GroupWriter(connection)
        self.meetings: MeetingWriter = MeetingWriter(connection)
        self.board: BoardWriter = BoardWriter(connection)
        self.calendars: CalendarWriter = CalendarWriter(connection)
        self.alone: AloneWriter = AloneWriter(connection)
        self.shares: ShareWriter = ShareWriter(connection)
        self.old_words = OldWords(connection, self.log, self.history)
        self.is_undone = False
        """Whether the whole transaction is gone, as on a full disk: what is written through this would stay alone."""

    @contextmanager
    def apart(self) -> Iterator[None]:
        """What is done in it is undone by an exception, and the rest of the transaction is not, unless the database
        itself undid everything (`is_undone`)."""
        # Without SQLAlchemy's nested transaction, which takes a hundred times as long as the statements.
        with closing(self._connection.connection.cursor()) as cursor:
            cursor.execute("SAVEPOINT apart")
            try:
                yield
            except BaseException:
                self.is_undone = not _went_back(cursor)
                raise
            cursor.execute("RELEASE SAVEPOINT apart")

    def erase_person(self, person: str, rounds_as_student: Iterable[tuple[int, int]]) -> None:
        """Everything that is this person's, and their name. What they wrote for others stays with them, unnamed.

        The (practice, round) pairs are the rounds played here in which the person was the student.
        """
        for practice, round_ in rounds_as_student:
            self.log.forget_round(practice, round_)
        for subject in self.subjects():
            subject.erase_person(person)

    def subjects(self) -> tuple[Erasable, ...]:
        """All of them: one whose rows point to another's comes before it."""
        return (
            self.board,
            self.shares,
            self.calendars,
            self.meetings,
            self.groups,
            self.reports,
            self.own,
            self.papers,
            self.history,
            self.brought,
            self.choices,
            self.exams,
            self.replies,
            self.repeat_plans,
            self.alone,
            self.log,
            self.practices,
            self.devices,
            self.persons,
            self.attempts,
        )


def _went_back(cursor: DBAPICursor) -> bool:
    """To where it was apart; not if the database has undone the transaction, and so knows no such place."""
    try:
        cursor.execute("ROLLBACK TO SAVEPOINT apart")
        cursor.execute("RELEASE SAVEPOINT apart")
    except Exception:
        return False
    return True
