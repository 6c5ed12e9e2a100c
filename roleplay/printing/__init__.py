"""A round on paper: a PDF in which every leaf belongs to one role, so that nothing leaks when it is handed out."""
