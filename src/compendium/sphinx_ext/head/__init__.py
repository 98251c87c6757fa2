"""The head of each page: metadata for search engines and social networks, and the content security policy."""
