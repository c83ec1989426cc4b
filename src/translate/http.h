/*
 * translate/http.h - a question to a server and its answer; the only home of libcurl.
 * Where a build has none, dbn_http_open() says so.
 */
#ifndef DBN_TRANSLATE_HTTP_H
#define DBN_TRANSLATE_HTTP_H

#include "base/job.h"
#include "base/span.h"
#include "base/vec.h"

/** One connection, kept open between questions. Belongs to one thread. */
typedef struct dbn_http dbn_http;

typedef struct dbn_http_question {
    dbn_span address; /* http:// or https:// */
    dbn_span type;    /* of `body`; empty: there is none, and GET is meant */
    dbn_span body;
    dbn_span authority; /* the value of the header Authorization; empty: none */
    uint32_t timeout;   /* seconds, for all of it */
    bool (*is_cancelled)(void *context); /* asked while it is waited; may be NULL */
    void *context;
} dbn_http_question;

typedef enum dbn_http_end {
    DBN_HTTP_ANSWERED, /* with whatever status */
    DBN_HTTP_LATE,
    DBN_HTTP_UNREACHED, /* nobody is there, or the connection broke before an answer */
    DBN_HTTP_HALF,      /* it broke within an answer of status 200 */
    DBN_HTTP_TOO_MUCH,
    DBN_HTTP_CANCELLED
} dbn_http_end;

typedef struct dbn_http_answer {
    dbn_http_end end;
    uint32_t status;
    uint32_t wait;    /* seconds that Retry-After asks for; 0: it is not there */
    dbn_buffer body;  /* in job->arena */
    char reason[100]; /* UNREACHED: why; of the catalogue, or what the library says */
} dbn_http_answer;

/** Is libcurl there? Its version goes to `version`, NUL-terminated and cut. */
bool dbn_http_curl(char *version, size_t size);

/** Fails with DBN_ERR_USAGE where there is no HTTP in this build; DBN_ERR_NOMEM. */
dbn_status dbn_http_open(dbn_http **out, dbn_error *error) DBN_CHECKED;

/** NULL is allowed. */
void dbn_http_close(dbn_http *http);

/** Ask once. No address but the one that was given is ever asked: redirections are
 * answers. Fails with DBN_ERR_NOMEM. */
dbn_status dbn_http_ask(dbn_http_answer *out, dbn_http *http,
                        const dbn_http_question *question, dbn_job *job) DBN_CHECKED;

#endif
