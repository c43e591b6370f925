"""登记: the county's register of archives, the store, and the papers of a hand-over.

The foreman ``reception`` knows the order; here nobody knows of projects, only of archives that were checked.
"""
