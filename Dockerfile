# The book in a container: everything from the locks with their hashes, as a user without rights.
#
#   docker build -t book .
#   docker run --rm -p 127.0.0.1:8000:8000 book          shows it at http://127.0.0.1:8000
#   docker run --rm -it book bash                        a shell beside it: .venv/bin/python -m compendium --help
#
# The digest is that of the tag python:3.12-slim-bookworm with Python 3.12.14, from the list of Docker's official images
# (docker-library/repo-info). `docker buildx imagetools inspect python:3.12-slim-bookworm` prints the present one.
FROM python:3.12-slim-bookworm@sha256:0f5b26b9518d002b6173fd61daad821fa340635ebfec5bba471013f9ca114579 AS base
RUN useradd --create-home --uid 1000 reader

# For the dev container alone, which keeps the checkout in a volume: git and make as Debian has them when it is built.
FROM base AS dev
RUN apt-get update && apt-get install --yes --no-install-recommends git make && rm -rf /var/lib/apt/lists/*
USER reader

FROM base AS book
USER reader
WORKDIR /home/reader/book
COPY --chown=reader requirements.txt ./
RUN python3 -m venv .venv
RUN .venv/bin/pip install --no-cache-dir --require-hashes --requirement requirements.txt
COPY --chown=reader . .
RUN .venv/bin/pip install --no-cache-dir --no-deps --no-build-isolation --editable .
RUN .venv/bin/python -m compendium book
EXPOSE 8000
CMD [".venv/bin/python", "-m", "http.server", "--directory", "_build/html", "8000"]
