"""Pages as PDF files: the same page gives the same bytes, and nothing is fetched for it."""


def print_page(page: str) -> bytes:
    """Return an HTML page as a PDF that a screen reader can read (PDF/UA-1)."""
    # What prints takes a moment and memory to load, which a process that prints nothing saves.
    from weasyprint import HTML  # noqa: PLC0415
    from weasyprint.urls import URLFetcher  # noqa: PLC0415

    printed: bytes = HTML(string=page, url_fetcher=URLFetcher(allowed_protocols=())).write_pdf(pdf_variant="pdf/ua-1")
    return printed
