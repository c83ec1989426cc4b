"""The Spark job says, byte for byte, what one process says: DOUBLON=… JOB=src/spark/job.py CORPUS=corpus.jsonl."""
import importlib.util
import json
import os
import subprocess
import tempfile
import unittest

from pyspark.sql import functions

DOUBLON, JOB, CORPUS = (os.path.abspath(os.environ[name]) for name in ('DOUBLON', 'JOB', 'CORPUS'))
specification = importlib.util.spec_from_file_location('job', JOB)
job = importlib.util.module_from_spec(specification)
specification.loader.exec_module(job)


def one_process(lines, options=()):
    run = subprocess.run([DOUBLON, 'dedup', '--input=jsonl', *options], input=b'\n'.join(lines), capture_output=True)
    if run.returncode not in (0, job.DOCUMENTS_FAILED):
        raise RuntimeError(run.stderr)
    return run.stdout.splitlines()


def canonical(value):
    return json.dumps(value, sort_keys=True)


class Job(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.spark = job.session(True)
        cls.spark.sparkContext.setLogLevel('ERROR')
        cls.spark.sparkContext.addPyFile(JOB)
        cls.rows = cls.spark.read.json(CORPUS)

    @classmethod
    def tearDownClass(cls):
        cls.spark.stop()
        cls.folder.cleanup()

    def parquet(self, name, rows):
        path = os.path.join(self.folder.name, name)
        rows.write.parquet(path)
        return path

    def steps(self, options, shares):
        return job.Steps(DOUBLON, options, shares, self.spark.sparkContext.accumulator(0))

    def persistent(self):
        return self.spark.sparkContext._jsc.getPersistentRDDs().size()

    def check(self, path, shares, options=()):
        before = self.persistent()
        documents = job.documents_of(self.spark.read.parquet(path))
        steps = self.steps(options, shares)
        lines = steps.dedup(documents).collect()
        self.assertEqual(steps.failed.value, 0)
        self.assertLessEqual(self.persistent() - before, 3)  # documents, contents, the last round
        wanted = documents.collect()
        self.assertGreater(sum(b'"survivor":false' in line for line in lines), 5)
        self.assertEqual(lines, one_process(wanted, options))
        return lines

    def test_one_part_and_seven_shuffled(self):
        one = self.check(self.parquet('one', self.rows.coalesce(1)), 2)
        seven = self.check(self.parquet('seven', self.rows.repartition(7)), 5)
        self.assertNotEqual(one, seven)
        self.assertEqual(sorted(one), sorted(seven))

    def typed(self):
        """The corpus with columns of types that JSON does not know, and a document that fails."""
        number = functions.monotonically_increasing_id()
        null = functions.lit(None).cast('string')
        failing = self.rows.limit(1).withColumns({'text': null, 'html': null})
        return self.rows.repartition(2).union(failing).select(
            '*',
            functions.expr("date '2026-03-01'").alias('day'),
            functions.expr("timestamp '2026-03-01 10:20:30.123456'").alias('seen'),
            (number.cast('decimal(38,18)') / 3).cast('decimal(38,18)').alias('price'),
            functions.encode(functions.col('id'), 'utf-16').alias('bytes'),
            number.cast('string').alias('digits'),
            functions.lit(None).cast('int').alias('nothing'))

    def test_command(self):
        options = ['--mode=clean', '--unit=document,paragraph,passage', '--max-postings=3']
        path, out = self.parquet('two', self.typed()), os.path.join(self.folder.name, 'told')
        stop, self.spark.stop = self.spark.stop, lambda: None  # the session is that of all tests
        try:
            status = job.main(['--doublon', DOUBLON, '--shares=3', path, out, '--', *options])
        finally:
            self.spark.stop = stop
        self.assertEqual(status, job.DOCUMENTS_FAILED)
        rows, told = self.spark.read.parquet(path), self.spark.read.parquet(out)
        self.assertEqual(told.dtypes, rows.dtypes + self.spark.createDataFrame([], job.TOLD).dtypes)
        self.assertEqual(sorted(map(repr, told.drop('doublon').collect())), sorted(map(repr, rows.collect())))
        self.assertEqual(told.where('doublon.error is not null').count(), 1)
        documents = job.documents_of(rows).collect()
        wanted = [json.loads(line, parse_int=float)['doublon'] for line in one_process(documents, options)]
        found = [json.loads(line, parse_int=float) for line in told.select('doublon.*').toJSON().collect()]
        self.assertEqual(sorted(map(canonical, found)), sorted(map(canonical, wanted)))

    def test_what_is_dropped_is_no_column(self):
        self.assertEqual(job.columns_left_out(['--unit=document']), {'doublon'})
        self.assertEqual(job.columns_left_out(['--drop-input', '--text-field', 'body', '--html-field=page']),
                         {'doublon', 'body', 'page'})
        schema = self.rows.limit(1).select('id', 'text').schema
        told = job.rows_of(self.spark, schema, self.spark.sparkContext.emptyRDD(), job.columns_left_out(['--drop-input']))
        self.assertEqual(told.columns, ['id', 'doublon'])

    def test_a_task_that_fails(self):
        lines = self.spark.sparkContext.parallelize([b'0' * 32 + b'\tno line'], 1)
        with self.assertRaisesRegex(Exception, 'ended with status 4'):
            self.steps([], 1).filter('pairs', lines).count()


if __name__ == '__main__':
    unittest.main()
