"""How good the translations are: metrics, test sets, and the gate of pinned floors.

The judges here are apart from ``bot.translation``'s checks on purpose: a check that picks among hypotheses must not
also grade the pick. They look at the reference; the checks never see one.
"""
