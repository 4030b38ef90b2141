"""Words that detectors share, one topic a file: what people call things, in the languages they write."""
