"""What the cases cover, and what's missing."""

from roleplay.web.cases.coverage import covered

covered()
