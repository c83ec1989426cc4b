#!/usr/bin/env python3
"""What a corpus repeats, on Spark: `doublon step` over partitions, sorts by Spark.

    job.py [--local] [--doublon PATH] [--shares N] [--format parquet|jsonl] INPUT OUTPUT [-- OPTION…]

INPUT is Parquet, with a column `text` or `html` and, where known, `id`, `url`, `date`, `lang`; whatever other columns it
has are kept. OUTPUT gets the same rows with the column `doublon`, as Parquet, or their lines. OPTION… are those of
`doublon dedup`. With --local on a cluster of two workers on this machine, else where spark-submit says: doublon is
installed there, or --doublon says where it is. The exit status is 4 where some documents failed, and the rest is done.

The lines are those of `doublon dedup` over the rows as JSON Lines, byte for byte, whatever the partitions: every
decision hangs on the documents alone, doublon-step(1). A task that Spark repeats says the same again.
"""
import argparse
import hashlib
import os
import subprocess
import sys
import tempfile
import threading

from pyspark import StorageLevel
from pyspark.sql import SparkSession, functions
from pyspark.sql.types import StructType

DOCUMENTS_FAILED = 4  # the exit status: they are told, and the rest is done

# The column, whatever a corpus holds of it; src/write/README.md says what it means.
TOLD = """
    doublon struct<
        schema: int, version: string, key_version: int, text: string, emptied: boolean,
        copies: array<struct<
            `from`: bigint, `to`: bigint, partner: string, partner_from: bigint, partner_to: bigint,
            unit: string, score: double, relation: string, survivor: boolean>>,
        contradictions: array<struct<
            `from`: bigint, `to`: bigint, partner: string, partner_from: bigint, partner_to: bigint, kind: string>>,
        shares: struct<repeated: double, kept: double>,
        error: string, offset: bigint>"""

# Nothing of a time is lost on the way through lines.
TIMES = {'timestampFormat': "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX", 'timestampNTZFormat': "yyyy-MM-dd'T'HH:mm:ss.SSSSSS"}


def feed(process, lines):
    """Write lines to a process, which may not want them all."""
    try:
        for line in lines:
            process.stdin.write(line + b'\n')
        process.stdin.close()
    except BrokenPipeError:
        pass  # its exit status says why


def run(words, lines, failed=None):
    """The lines that a command makes of lines, as they come. Documents may fail where `failed` counts such runs."""
    process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    failures = []

    def work():
        try:
            feed(process, lines)
        except Exception as error:  # of what makes the lines: the task must fail, and not this thread
            failures.append(error)
            process.kill()

    writer = threading.Thread(target=work, daemon=True)
    writer.start()
    for line in process.stdout:
        yield line.rstrip(b'\n')
    writer.join()
    status = process.wait()
    if failures:
        raise failures[0]
    if status == DOCUMENTS_FAILED and failed is not None:
        failed.add(1)
    elif status != 0:
        raise RuntimeError(f'{" ".join(words)} ended with status {status}')


def share_of(line):
    """Digits 13 to 16 of the key: as good as drawn, of ids, grams and documents alike."""
    return int(line[12:16], 16)


def part_of(line):
    """The part of the input that a document, which is the key, stands in."""
    return int(line[:6], 16)


class Steps:
    """Runs the steps over RDDs of lines (bytes). `failed` (an accumulator) is above 0 once documents have failed."""

    def __init__(self, doublon, options, shares, failed):
        self.words, self.options, self.shares, self.failed = [doublon, 'step'], list(options), shares, failed

    def command(self, step, *more):
        return [*self.words, step, *self.options, *more]

    def filter(self, step, lines):
        """Sort lines, bring those of a key together, and run the step over them."""
        words = self.command(step)
        return (lines.map(lambda line: (line, None))
                .repartitionAndSortWithinPartitions(self.shares, share_of)
                .mapPartitions(lambda pairs: run(words, (line for line, _ in pairs))))

    def sign(self, documents):
        words, failed = self.command('sign', '--input=jsonl'), self.failed
        return kept(documents.mapPartitionsWithIndex(
            lambda part, lines: run([*words, f'--part={part}'], lines, failed)))

    def settle(self, links):
        """Rounds of components until no line changes. Of all rounds the last one stays on the disks."""
        links = kept(links)
        before, now = None, fingerprint(links)
        while now != before:
            last, links, before = links, kept(self.filter('components', links)), now
            now = fingerprint(links)
            last.unpersist()
        return links

    def apply(self, documents, copies):
        """The documents of each part with the lines that are theirs in front of them."""
        words, failed = self.command('apply', '--input=jsonl'), self.failed
        theirs = copies.map(lambda line: ((part_of(line), 0, line), None))
        numbered = documents.mapPartitionsWithIndex(
            lambda part, lines: (((part, 1, number), line) for number, line in enumerate(lines)))
        return (theirs.union(numbered)
                .repartitionAndSortWithinPartitions(documents.getNumPartitions(), lambda key: key[0])
                .mapPartitionsWithIndex(lambda part, rows: apply_part(words, part, rows, failed)))

    def dedup(self, documents):
        """The lines of `doublon dedup`, in the order of the documents."""
        contents = self.sign(documents)
        lines = contents
        for _ in range(3):
            lines = self.filter('pairs', lines)
        for _ in range(2):
            lines = self.filter('verify', contents.union(lines))
        told = self.filter('apply', contents.union(self.settle(lines)))
        return self.apply(documents, self.filter('apply', told))


def kept(lines):
    """What is read more than once, on the disks; the other lines are in the files of their shuffle."""
    return lines.persist(StorageLevel.DISK_ONLY)


def fingerprint(lines):
    """The same for the same lines in any order, and for no others."""
    def add(sums, line):
        digest = int.from_bytes(hashlib.blake2b(line, digest_size=16).digest(), 'big')
        return sums[0] + 1, (sums[1] + digest) % (1 << 128)
    return lines.aggregate((0, 0), add, lambda a, b: (a[0] + b[0], (a[1] + b[1]) % (1 << 128)))


def apply_part(words, part, rows, failed):
    """Documents come behind the lines for them."""
    with tempfile.NamedTemporaryFile() as copies:
        rows = iter(rows)
        first = None
        for (_, is_document, line), document in rows:
            if is_document:
                first = document
                break
            copies.write(line + b'\n')
        copies.flush()

        def documents():
            if first is not None:
                yield first
                for _, document in rows:
                    yield document

        yield from run([*words, f'--part={part}', f'--copies={copies.name}'], documents(), failed)


def documents_of(rows):
    """Rows as JSON Lines. The parts of the input must not change under way."""
    lines = rows.select(functions.to_json(functions.struct('*'), TIMES))
    return kept(lines.rdd.map(lambda row: row[0].encode()))


def value_of(options, name, default):
    """What an option of the command says, as --NAME=VALUE or as --NAME VALUE."""
    value = default
    for option, following in zip(options, [*options[1:], '']):
        if option == name:
            value = following
        elif option.startswith(f'{name}='):
            value = option[len(name) + 1:]
    return value


def columns_left_out(options):
    """Columns that the lines have no more, and `doublon`, which is new."""
    fields = [value_of(options, f'--{field}-field', field) for field in ('text', 'html')]
    return {'doublon', *(fields if '--drop-input' in options else [])}


def rows_of(spark, schema, lines, left_out=frozenset({'doublon'})):
    """The rows again, of their types, and `doublon`. Fails rather than lose a value."""
    told = spark.createDataFrame([], TOLD).schema
    told = StructType([field for field in schema if field.name not in left_out] + told.fields)
    texts = lines.map(lambda line: line.decode())
    return spark.read.schema(told).options(**TIMES, mode='FAILFAST').json(texts)


def session(is_local):
    builder = SparkSession.builder.appName('doublon').config('spark.ui.showConsoleProgress', str(sys.stderr.isatty()).lower())
    if is_local:
        os.environ.setdefault('PYSPARK_PYTHON', sys.executable)
        builder = builder.master('local-cluster[2,1,1024]').config('spark.ui.enabled', 'false')
    return builder.getOrCreate()


def main(words):
    options = words[words.index('--') + 1:] if '--' in words else []
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0], usage=__doc__.split('\n')[2].strip())
    parser.add_argument('--local', action='store_true')
    parser.add_argument('--doublon', default='doublon')
    parser.add_argument('--shares', type=int)
    parser.add_argument('--format', choices=['parquet', 'jsonl'], default='parquet')
    parser.add_argument('input')
    parser.add_argument('output')
    said = parser.parse_args(words[:words.index('--')] if '--' in words else words)
    spark = session(said.local)
    context = spark.sparkContext
    rows = spark.read.parquet(said.input)
    left_out = columns_left_out(options)
    rows_of(spark, rows.schema, context.emptyRDD(), left_out)  # a type that lines cannot hold ends the job here
    failed = context.accumulator(0)
    steps = Steps(said.doublon, options, said.shares or context.defaultParallelism, failed)
    lines = steps.dedup(documents_of(rows))
    if said.format == 'jsonl':
        lines.map(lambda line: line.decode()).saveAsTextFile(said.output)
    else:
        rows_of(spark, rows.schema, lines, left_out).write.parquet(said.output)
    spark.stop()
    return 0 if failed.value == 0 else DOCUMENTS_FAILED


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
