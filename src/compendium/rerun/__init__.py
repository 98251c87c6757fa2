"""Reruns: a chapter run again with other assumptions, as a notebook and as one page that needs nothing else."""
