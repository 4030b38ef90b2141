from importlib.metadata import version

from habeas.files.engine_identity import identify_engine


class TestIdentifyEngine:
    def test_names_the_installed_version(self) -> None:
        assert identify_engine().version == version("habeas")

    def test_gives_the_same_digest_each_time(self) -> None:
        first = identify_engine()
        identify_engine.cache_clear()

        assert identify_engine() == first
        assert len(first.digest) == 64
