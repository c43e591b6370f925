"""The peers that the benchmarks compare with: their templates, and their programs where those are not Python."""
