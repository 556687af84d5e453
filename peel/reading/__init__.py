"""From the bytes of a file to a value, with a place for every fault. Knows no police."""
