"""The table of clocks as anybody reads it."""

from habeas.domain.clocks.publishing import published_clocks
from habeas.domain.clocks.rows import CLOCKS
from habeas.domain.clocks.table import ClockId


class TestPublishedClocks:
    def test_names_each_row_with_its_length_and_its_rules(self) -> None:
        published = {one["id"]: one for one in published_clocks(CLOCKS.values())}

        assert published["ods_decision"]["extension"] == "90 days"
        assert published["suspension_interim"]["warns_before"] == 2 * 24 * 3600
        assert published["sor_deliver"]["warns_before"] is None
        assert set(published) == {one.value for one in ClockId}
