"""measure.py COMMAND...: runs a command and prints wall s, user s, kernel s, peak memory in KB, exit status.

A process of its own, and a small one: what Linux reports as a command's peak is never below that of the process it was
started from."""

import os
import subprocess
import sys
import time

begin = time.perf_counter()
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
_, status, usage = os.wait4(process.pid, 0)
process.returncode = os.waitstatus_to_exitcode(status)
print(time.perf_counter() - begin, usage.ru_utime, usage.ru_stime, usage.ru_maxrss, process.returncode)
