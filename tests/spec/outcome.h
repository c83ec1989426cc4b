/*
 * tests/spec/outcome.h - what the program makes of an example: text and trace.
 */
#ifndef DBN_TESTS_SPEC_OUTCOME_H
#define DBN_TESTS_SPEC_OUTCOME_H

#include "spec/examples.h"

typedef struct spec_program {
    dbn_engine *engine;
    dbn_doc *doc;
} spec_program;

void spec_program_open(spec_program *program);
void spec_program_close(spec_program *program);

/** As they stand in a file; to be released. */
typedef struct spec_outcome {
    test_bytes output, trace;
} spec_outcome;

spec_outcome spec_run(const spec_program *program, const spec_options *options,
                      dbn_span source);

#endif
