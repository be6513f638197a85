"""Studies: a grid of runs, planned and declared before the first of them, trained one after another, and compared.

:mod:`~trainer.study.design` says what a study is, :mod:`~trainer.study.reading` reads it from TOML,
:mod:`~trainer.study.planning` makes its cells and what they will cost, :mod:`~trainer.study.record` keeps and finds the
declaration in the study folder, :mod:`~trainer.study.running` trains the cells, and :mod:`~trainer.study.ledger` says
which words the comparison of two arms allows.
"""
