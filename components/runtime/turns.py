"""One page is made at a time.

Python runs one thread at a time anyway. A hundred threads that all want to be that one wake up two
hundred times a second each to ask for it, which took a third of the processor when a hundred
viewers clicked at once; threads that wait for a lock sleep.
"""

from __future__ import annotations

import threading

# Entered again by a part of a page while the page has it.
in_turn = threading.RLock()
