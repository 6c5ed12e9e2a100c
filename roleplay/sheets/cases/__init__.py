"""Sheets about cases: for somebody who reviews one."""
