"""The Spark job says, byte for byte, what one process says: DOUBLON=… JOB=src/spark/job.py CORPUS=corpus.jsonl."""
import importlib.util
import json
import os
import subprocess
import tempfile
import unittest

DOUBLON, JOB, CORPUS = (os.path.abspath(os.environ[name]) for name in ('DOUBLON', 'JOB', 'CORPUS'))
specification = importlib.util.spec_from_file_location('job', JOB)
job = importlib.util.module_from_spec(specification)
specification.loader.exec_module(job)


def one_process(lines, options=()):
    run = subprocess.run([DOUBLON, 'dedup', '--input=jsonl', *options], input=b'\n'.join(lines), capture_output=True, check=True)
    return run.stdout.splitlines()


def canonical(line):
    return json.dumps(json.loads(line, parse_int=float), sort_keys=True)


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

    def check(self, path, shares, options=()):
        documents = job.documents_of(self.spark.read.parquet(path))
        lines = job.Steps(DOUBLON, options, shares).dedup(documents).collect()
        wanted = documents.collect()
        self.assertGreater(sum(b'"survivor":false' in line for line in lines), 5)
        self.assertEqual(lines, one_process(wanted, options))
        return lines

    def test_one_part_and_seven_shuffled(self):
        one = self.check(self.parquet('one', self.rows.coalesce(1)), 2)
        seven = self.check(self.parquet('seven', self.rows.repartition(7)), 5)
        self.assertNotEqual(one, seven)
        self.assertEqual(sorted(one), sorted(seven))

    def test_command(self):
        options = ['--mode=clean', '--unit=document,paragraph,passage', '--max-postings=3']
        path, out = self.parquet('two', self.rows.repartition(2)), os.path.join(self.folder.name, 'told')
        stop, self.spark.stop = self.spark.stop, lambda: None  # the session is that of all tests
        try:
            job.main(['--doublon', DOUBLON, '--shares=3', path, out, '--', *options])
        finally:
            self.spark.stop = stop
        told = self.spark.read.parquet(out)
        self.assertEqual(sorted(told.columns), sorted(self.rows.columns + ['doublon']))
        documents = [line.encode() for line in self.spark.read.parquet(path).toJSON().collect()]
        self.assertEqual(sorted(map(canonical, told.toJSON().collect())), sorted(map(canonical, one_process(documents, options))))

    def test_a_task_that_fails(self):
        lines = self.spark.sparkContext.parallelize([b'0' * 32 + b'\tno line'], 1)
        with self.assertRaisesRegex(Exception, 'ended with status 4'):
            job.Steps(DOUBLON, [], 1).filter('pairs', lines).count()


if __name__ == '__main__':
    unittest.main()
