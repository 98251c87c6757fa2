"""The head of each page: metadata for search engines, reference managers and networks; security policy; sitemap."""
