"""Proposes what blocks probably are: lines to mark, headings, marks, tasks."""
