"""What a case may say and had better not: warnings, never refusals."""
