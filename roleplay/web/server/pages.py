"""Where the pages are: links to a page look it up here, and the frame lists them all."""

from roleplay.web.server.root import ROOT

_PAGES = ROOT / "pages"
HOME = _PAGES / "home.py"
JOIN = _PAGES / "join.py"
PRACTICE = _PAGES / "practice.py"
SETTINGS = _PAGES / "settings.py"
HISTORY = _PAGES / "history.py"
CASES = _PAGES / "cases.py"
WRITE = _PAGES / "write.py"
IMPORT_CASES = _PAGES / "import_cases.py"
COVERAGE = _PAGES / "coverage.py"
PAPER = _PAGES / "paper.py"
ME = _PAGES / "me.py"
TABLE = _PAGES / "table.py"
