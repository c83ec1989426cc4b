#!/usr/bin/env bash
#
# run.sh DOUBLON ENVIRONMENT - the Spark job on a local cluster of two workers; pyspark is
# in the Python environment, Java on the path.
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
corpus=$(mktemp --suffix=.jsonl)
trap 'rm -f "$corpus"' EXIT
awk -v count=30 -f "$here/../steps/corpus.awk" >"$corpus"
DOUBLON=$1 JOB=$here/../../src/spark/job.py CORPUS=$corpus "$2/bin/python" -W ignore::ResourceWarning "$here/test_job.py"
