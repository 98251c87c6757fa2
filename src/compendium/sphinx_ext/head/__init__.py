"""What the head of a page says: to search engines and networks, to browsers about what the page may load."""
