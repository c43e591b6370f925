"""编目: volumes, numbers that never move, names and metadata of every paper (GB/T 11822, DA/T 13, DA/T 22)."""
