"""A blinded reader study, of whether a person reads 12 bits otherwise than 8.

Each reader reads every image twice, once at each depth, in two sessions, without being told which (:mod:`.design`);
what they said is kept after every answer (:mod:`.record`), and judged when they are through (:mod:`.judging`).
"""
