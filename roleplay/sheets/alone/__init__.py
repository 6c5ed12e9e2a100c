"""What is read when somebody practises on their own."""
