"""The match simulator: evenings of stopwatch matches between people, with the truth about everything that happened.

Belongs here: who plays (`people`), where (`arena`), with what (`arsenal`), when and in which teams (`evening`), what
happens in a round (`play`), what is known afterwards (`truth`), and the hand that moves a fake server (`driving`).
`play` is pure: a seed and a plan give a stream of events, without a server. Does not belong here: how a server behaves
(`proximity.simulator.host`), how facts become a file (the tracker), any metric.
"""
