"""What the benchmark measures is a whole election."""

from pathlib import Path

from linli.ballots.verify import verify
from linli.config.bench.ballots import make_archive


def test_the_benchmark_s_election_holds(tmp_path: Path) -> None:
    report = verify(make_archive(tmp_path, 3))
    assert report.holds
    assert report.counts == [[2, 2, 2, 1, 1]]
