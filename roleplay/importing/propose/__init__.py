"""From blocks to what they probably are: items, headings, marks, tasks."""
