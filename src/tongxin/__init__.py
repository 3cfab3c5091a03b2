"""tongxin (同心): community work plans as plain text, checked against a ledger of what was done.

Data flows one way: text → tree → model → answers → output. The folder listing read from top to
bottom is the explanation: `text`, `calendar`, `model`, `workspace`, `answers`, `checks`, `output`,
`commands`, `cli`.
"""

__version__ = "0.1.0"
