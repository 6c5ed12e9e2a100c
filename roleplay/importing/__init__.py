"""Makes case files from other people's mark sheets, stations and records: bytes in, texts and a report out.

Nothing here decides what is good teaching. Anything a file does not say is marked "To be written".
"""

from roleplay.importing.build.imported import FileKind, Imported, ImportedFile, ReportLine, report_text
from roleplay.importing.build.saving import save
from roleplay.importing.reading_file import read_file

__all__ = ["FileKind", "Imported", "ImportedFile", "ReportLine", "read_file", "report_text", "save"]
