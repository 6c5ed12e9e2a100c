"""What people read, made once as HTML: the page shows it and the downloaded file holds it."""
