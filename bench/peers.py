"""Time Presidio's recognizers, called directly, in an environment of their own.

Run by that environment's Python: reads a JSON list of texts a line, answers with the CPU seconds
that the recognizers took for them. `client` is the other end, run by the bench.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import process_time


def main() -> None:
    """Answer rounds until the input ends."""
    import tldextract  # noqa: PLC0415  # not where the bench runs

    # The list of domains that it brings along, as there may be no network.
    vars(tldextract)["extract"] = tldextract.TLDExtract(suffix_list_urls=())
    from presidio_analyzer import predefined_recognizers as known  # noqa: PLC0415  # see above

    recognizers = [
        known.PhoneRecognizer(),
        known.EmailRecognizer(),
        known.UrlRecognizer(),
        known.IbanRecognizer(),
        known.CryptoRecognizer(),
    ]
    for line in sys.stdin:
        texts = json.loads(line)
        before = process_time()
        for text in texts:
            for recognizer in recognizers:
                recognizer.analyze(text, recognizer.supported_entities, None)
        print(process_time() - before, flush=True)


@contextmanager
def client(python: Path) -> Iterator[Callable[[Sequence[str]], float]]:
    """Yield what times the recognizers on some texts: CPU seconds for each."""
    command = [str(python), str(Path(__file__))]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        if process.stdin is None or process.stdout is None:
            sys.exit("no pipe to the peers")
        feed, answers = process.stdin, process.stdout

        def measure(texts: Sequence[str]) -> float:
            feed.write(json.dumps(texts) + "\n")
            feed.flush()
            return float(answers.readline()) / len(texts)

        yield measure
        feed.close()


if __name__ == "__main__":
    main()
