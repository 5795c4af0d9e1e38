"""Static files: names from the build already carry a hash, so they are kept as they are."""

from whitenoise.storage import CompressedStaticFilesStorage


class StaticStorage(CompressedStaticFilesStorage):
    """Compressed once at set-up; nothing is renamed."""
