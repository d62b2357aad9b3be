"""Runs pieces of dcs for the comparisons: the one place that knows its command line."""
import csv
import io
import os
import resource
import subprocess
import time

DCS = os.environ.get("DCS", ".build/release/dcs")


class Refused(Exception):
    """What dcs said instead of running a script: for instance that data is missing."""


def run(code):
    """What a script prints, tables as CSV."""
    result = subprocess.run(
        [DCS, "--quiet", "--threads", "1", "--format", "csv", "-c", code], capture_output=True, text=True)
    if result.returncode != 0:
        raise Refused(result.stderr.strip())
    return result.stdout


def table(code):
    """The rows of the one table that a script shows."""
    return list(csv.DictReader(io.StringIO(run(code))))


def processor_seconds(code):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run(code)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def timed(work):
    """Processor seconds of this process, and the result."""
    start = time.process_time()
    result = work()
    return time.process_time() - start, result
