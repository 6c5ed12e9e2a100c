"""Marksheets, stations and records that others have, made into case files: bytes in, texts and a report out.

Nothing here decides what is good teaching. What a file does not say is left marked "To be written".
"""

from roleplay.importing.command import run_import
from roleplay.importing.imported import FileKind, Imported, ImportedFile, ReportLine, report_text
from roleplay.importing.reading_file import read_file
from roleplay.importing.saving import save

__all__ = ["FileKind", "Imported", "ImportedFile", "ReportLine", "read_file", "report_text", "run_import", "save"]
