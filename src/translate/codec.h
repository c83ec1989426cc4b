/*
 * translate/codec.h - what is said to servers, and what they say: requests as JSON or
 * as a form, answers out of JSON.
 */
#ifndef DBN_TRANSLATE_CODEC_H
#define DBN_TRANSLATE_CODEC_H

#include "translate/machine.h"

/** What all requests hold. */
typedef struct dbn_request {
    const dbn_span *texts;
    uint32_t count;
    dbn_span source, target; /* as the server writes them */
    dbn_span model, key;
} dbn_request;

/** Append a request. DBN_ERR_NOMEM, without a message. */
dbn_status dbn_request_apy(dbn_buffer *out, dbn_arena *arena,
                           const dbn_request *request) DBN_CHECKED;
dbn_status dbn_request_libre(dbn_buffer *out, dbn_arena *arena,
                             const dbn_request *request) DBN_CHECKED;
dbn_status dbn_request_deepl(dbn_buffer *out, dbn_arena *arena,
                             const dbn_request *request) DBN_CHECKED;
dbn_status dbn_request_openai(dbn_buffer *out, dbn_arena *arena,
                              const dbn_request *request) DBN_CHECKED;

/** Where the texts of an answer stand, where it says what is wrong, and where it says
 * whether it is whole; for dbn_json_strings(). */
typedef struct dbn_answer_shape {
    const char *texts, *fault;
    const char *end;   /* NULL: nowhere */
    const char *whole; /* what stands there of an answer that is whole */
    const char *code;  /* of a fault; NULL: nowhere */
    const char *spent; /* what stands there where a quota is spent */
} dbn_answer_shape;

extern const dbn_answer_shape dbn_shape_apy, dbn_shape_libre, dbn_shape_deepl,
    dbn_shape_openai;

/** What a server answered. */
typedef struct dbn_answer_bytes {
    uint32_t status; /* of HTTP */
    uint32_t wait;
    dbn_span body;
    dbn_span key; /* that was sent: it is not shown where the server says it again */
} dbn_answer_bytes;

/**
 * Read an answer of `count` texts: the status first, then the body. Whatever it is,
 * an outcome comes of it: a page of HTML, JSON of another shape, too few texts or too
 * many, an end that is missing, no UTF-8 are DBN_ANSWER_BROKEN. Fails with
 * DBN_ERR_NOMEM.
 */
dbn_status dbn_answer_read(dbn_machine_answer *out, const dbn_answer_shape *shape,
                           uint32_t count, const dbn_answer_bytes *bytes,
                           dbn_job *job) DBN_CHECKED;

#endif
