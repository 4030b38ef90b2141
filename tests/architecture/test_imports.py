"""What an import brings along: little, and nothing from an extra that is not installed."""

import subprocess
import sys

import habeas

EXTRAS = ["hyperscan", "rphonenumbers"]
PUBLIC = ["Dismissal", "Explanation", "Finding", "FindingKind", "LinkPurpose", "Message", "Scan", "Span", "scan"]


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


class TestPublicNames:
    def test_are_these_and_no_others(self) -> None:
        assert habeas.__all__ == PUBLIC

    def test_are_listed_before_they_are_loaded(self) -> None:
        assert set(PUBLIC) <= set(dir(habeas))

    def test_lead_to_the_same_value_each_time(self) -> None:
        for name in PUBLIC:
            assert getattr(habeas, name) is getattr(habeas, name)

    def test_leave_other_names_unknown(self) -> None:
        assert not hasattr(habeas, "no_such_name")


class TestImport:
    def test_of_the_package_loads_no_part_of_it(self) -> None:
        loaded = run("import sys, habeas; print([m for m in sys.modules if m.startswith('habeas.')])")

        assert loaded == "[]"

    def test_of_the_command_line_leaves_heavy_packages_for_later(self) -> None:
        heavy = [
            "cel_expr_python",
            "habeas.detection.scan",
            "habeas.policy.load",
            "jinja2",
            "phonenumbers",
            "rich",
            "tldextract",
            "yaml",
        ]
        loaded = run(f"import sys, habeas.cli; print([m for m in {heavy} if m in sys.modules])")

        assert loaded == "[]"

    def test_of_the_core_needs_no_extra(self) -> None:
        blocked = "; ".join(f"sys.modules[{name!r}] = None" for name in EXTRAS)
        found = run(f"import sys; {blocked}; import habeas; print(len(habeas.scan(['Hello', 'Good day'])))")

        assert found == "2"

    def test_of_the_client_says_which_extra_is_missing(self) -> None:
        code = "import sys; sys.modules['httpx'] = None\ntry: import habeas.client\nexcept ImportError as error: print(error)"

        assert "pip install 'habeas[client]'" in run(code)

    def test_of_the_client_brings_nothing_that_judges_or_serves(self) -> None:
        others = ("detection", "domain", "files", "policy", "server")
        loaded = run(
            "import sys, habeas.client; "
            f"print([m for m in sys.modules if m == 'django' or m.startswith({tuple(f'habeas.{name}' for name in others)})])"
        )

        assert loaded == "[]"
