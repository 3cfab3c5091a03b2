"""Questions about plan + ledger + today, answered as plain data; no I/O, no clock."""
