"""What people read, made once as HTML for the page and for the downloaded file."""
