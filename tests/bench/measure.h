/*
 * tests/bench/measure.h - what a command costs.
 */
#ifndef DBN_TESTS_BENCH_MEASURE_H
#define DBN_TESTS_BENCH_MEASURE_H

#include <stdbool.h>
#include <stddef.h>

/** One run of a program. */
typedef struct bench_cost {
    double seconds;     /* on the wall */
    double cpu_seconds; /* of all threads, user and system */
    size_t peak_bytes;  /* resident */
    int exit_status;    /* -1: ended by a signal, or could not run */
} bench_cost;

/** Run `argv` (NULL at its end) with its output thrown away. */
bench_cost bench_run(char *const argv[]);

/** The fastest of `times` runs; the first that fails is returned as it is. */
bench_cost bench_fastest(char *const argv[], int times);

#endif
