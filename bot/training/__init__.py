"""Training of the shipped model: data, the loop, averaging, conversion.

Nothing here is needed to use Mirsad. PyTorch and its kind come with the extra ``[train]`` and are imported only
when a command needs them, so that this package can be imported without them.
"""
