"""Pure date arithmetic: periods, working days, lunar festivals, observances and named days.

Nothing here reads a file or the clock. A day is an `int`, the proleptic Gregorian ordinal of
`datetime.date.toordinal()`: plans expand into many days, and integers compare and add fastest.
"""
