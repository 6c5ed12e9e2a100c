"""What a case may say but had better not: warnings, never refusals."""
