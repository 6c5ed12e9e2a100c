"""The pages for browsing, writing and importing cases."""
