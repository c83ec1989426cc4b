/*
 * libcurl is loaded when a server is asked for the first time: it brings twenty
 * libraries with it, and would cost every other command more than its own start.
 */
#include "translate/http.h"

#include "base/message.h"
#include "translate/machine.h"

#include <curl/curl.h>
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

#define CONNECT_SECONDS  10L
#define HEADER_BYTES_MAX 4096U

/* What of libcurl is used, by its own names. */
typedef struct curl_calls {
    CURL *(*easy_init)(void);
    void (*easy_cleanup)(CURL *);
    void (*easy_reset)(CURL *);
    CURLcode (*easy_setopt)(CURL *, CURLoption, ...);
    CURLcode (*easy_perform)(CURL *);
    CURLcode (*easy_getinfo)(CURL *, CURLINFO, ...);
    const char *(*easy_strerror)(CURLcode);
    struct curl_slist *(*slist_append)(struct curl_slist *, const char *);
    void (*slist_free_all)(struct curl_slist *);
    curl_version_info_data *(*version_info)(CURLversion);
} curl_calls;

struct dbn_http {
    curl_calls calls;
    CURL *curl;
};

/* An answer under way. */
typedef struct receiving {
    dbn_http_answer *out;
    dbn_job *job;
    bool is_out_of_memory;
} receiving;

/* ---- the library ----------------------------------------------------------------- */

/* Debian has it under one name for each library of TLS. */
static void *
open_library(void)
{
    void *library = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
    return library != NULL ? library
                           : dlopen("libcurl-gnutls.so.4", RTLD_NOW | RTLD_LOCAL);
}

/* C has no way from what dlsym() gives to a function but through its bytes. The library
 * stays loaded. */
static bool
load(curl_calls *calls)
{
    void *library = open_library();
    const struct {
        const char *name;
        void *to;
    } wanted[] = {
        {"curl_easy_init", &calls->easy_init},
        {"curl_easy_cleanup", &calls->easy_cleanup},
        {"curl_easy_reset", &calls->easy_reset},
        {"curl_easy_setopt", &calls->easy_setopt},
        {"curl_easy_perform", &calls->easy_perform},
        {"curl_easy_getinfo", &calls->easy_getinfo},
        {"curl_easy_strerror", &calls->easy_strerror},
        {"curl_slist_append", &calls->slist_append},
        {"curl_slist_free_all", &calls->slist_free_all},
        {"curl_version_info", &calls->version_info},
    };
    for (size_t i = 0; library != NULL && i < sizeof wanted / sizeof wanted[0]; i++) {
        void *symbol = dlsym(library, wanted[i].name);
        if (symbol == NULL)
            return false;
        memcpy(wanted[i].to, &symbol, sizeof symbol);
    }
    return library != NULL;
}

bool
dbn_http_curl(char *version, size_t size)
{
    curl_calls calls;
    if (size > 0)
        version[0] = '\0';
    if (!load(&calls))
        return false;
    (void)snprintf(version, size, "%s", calls.version_info(CURLVERSION_NOW)->version);
    return true;
}

dbn_status
dbn_http_open(dbn_http **out, dbn_error *error)
{
    *out = calloc(1, sizeof **out);
    if (*out == NULL)
        return dbn_fail(error, DBN_ERR_NOMEM, "no memory is left");
    bool is_loaded = load(&(*out)->calls);
    if (is_loaded)
        (*out)->curl = (*out)->calls.easy_init();
    if ((*out)->curl != NULL)
        return DBN_OK;
    free(*out);
    *out = NULL;
    return is_loaded ? dbn_fail(error, DBN_ERR_NOMEM, "no memory is left")
                     : dbn_fail(error, DBN_ERR_USAGE,
                                "libcurl is not installed: no servers are asked");
}

void
dbn_http_close(dbn_http *http)
{
    if (http == NULL)
        return;
    http->calls.easy_cleanup(http->curl);
    free(http);
}

/* ---- asking -----------------------------------------------------------------------
 */

static size_t
on_bytes(char *bytes, size_t size, size_t count, void *context)
{
    receiving *r = context;
    size_t len = size * count;
    if (r->out->body.count + len > DBN_ANSWER_BYTES_MAX) {
        r->out->end = DBN_HTTP_TOO_MUCH;
        return 0;
    }
    if (dbn_vec_append(&r->job->arena, &r->out->body, bytes, (uint32_t)len) != DBN_OK) {
        r->is_out_of_memory = true;
        return 0;
    }
    return len;
}

/* A header needs a NUL behind it; one line, whatever a key holds. */
static bool
add_header(const dbn_http *http, struct curl_slist **list, const char *name,
           dbn_span value)
{
    char line[HEADER_BYTES_MAX];
    if (value.len == 0)
        return true;
    int len = snprintf(line, sizeof line, "%s: %.*s", name, (int)value.len, value.ptr);
    if (len < 0 || (size_t)len >= sizeof line || strpbrk(line, "\r\n") != NULL)
        return false;
    struct curl_slist *longer = http->calls.slist_append(*list, line);
    /* The key is in libcurl's copy now, and need not stay on the stack. */
    memset(line, 0, sizeof line);
    if (longer != NULL)
        *list = longer;
    return longer != NULL;
}

/* libcurl asks at least once a second; anything but 0 ends it. */
static int
on_progress(void *context, curl_off_t all, curl_off_t received, curl_off_t to_send,
            curl_off_t sent)
{
    const dbn_http_question *question = context;
    (void)all;
    (void)received;
    (void)to_send;
    (void)sent;
    return question->is_cancelled != NULL && question->is_cancelled(question->context);
}

/* What people meet has a sentence of ours; all else is said by the library. */
static const char *
reason_of(const curl_calls *calls, CURLcode code)
{
    switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
        return DBN_MESSAGE("its name leads nowhere");
    case CURLE_COULDNT_CONNECT:
        return DBN_MESSAGE("nobody answers there");
    case CURLE_GOT_NOTHING:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_PARTIAL_FILE:
        return DBN_MESSAGE("the connection broke");
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
        return DBN_MESSAGE("that is no address of a server");
    default:
        return calls->easy_strerror(code);
    }
}

/* `context` is borrowed while it is asked; only http and https, no redirections, no
 * files of passwords. */
static void
set_up(const dbn_http *http, const dbn_http_question *question, const char *address,
       struct curl_slist *headers, receiving *context)
{
    CURL *curl = http->curl;
    CURLcode (*set)(CURL *, CURLoption, ...) = http->calls.easy_setopt;
    http->calls.easy_reset(curl);
    (void)set(curl, CURLOPT_URL, address);
    (void)set(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    (void)set(curl, CURLOPT_NOSIGNAL, 1L);
    (void)set(curl, CURLOPT_FOLLOWLOCATION, 0L);
    (void)set(curl, CURLOPT_TIMEOUT, (long)question->timeout);
    (void)set(curl, CURLOPT_CONNECTTIMEOUT, CONNECT_SECONDS);
    (void)set(curl, CURLOPT_HTTPHEADER, headers);
    (void)set(curl, CURLOPT_USERAGENT, "doublon");
    (void)set(curl, CURLOPT_WRITEFUNCTION, on_bytes);
    (void)set(curl, CURLOPT_WRITEDATA, context);
    (void)set(curl, CURLOPT_NOPROGRESS, question->is_cancelled == NULL ? 1L : 0L);
    (void)set(curl, CURLOPT_XFERINFOFUNCTION, on_progress);
    (void)set(curl, CURLOPT_XFERINFODATA, question);
    if (question->type.len == 0)
        return;
    (void)set(curl, CURLOPT_POST, 1L);
    (void)set(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)question->body.len);
    (void)set(curl, CURLOPT_POSTFIELDS,
              question->body.len == 0 ? "" : question->body.ptr);
}

static void
take_answer(dbn_http_answer *out, const dbn_http *http, CURLcode code)
{
    CURLcode (*get)(CURL *, CURLINFO, ...) = http->calls.easy_getinfo;
    long status = 0;
    curl_off_t wait = 0;
    (void)get(http->curl, CURLINFO_RESPONSE_CODE, &status);
    (void)get(http->curl, CURLINFO_RETRY_AFTER, &wait);
    out->status = status > 0 ? (uint32_t)status : 0;
    out->wait = wait > 0 && wait < UINT32_MAX ? (uint32_t)wait : 0;
    if (code == CURLE_OK || out->end == DBN_HTTP_TOO_MUCH)
        return;
    bool is_broken = code == CURLE_PARTIAL_FILE || code == CURLE_RECV_ERROR;
    if (is_broken && status > 0) { /* of a fault, its status says all */
        out->end = status == 200 ? DBN_HTTP_HALF : DBN_HTTP_ANSWERED;
        return;
    }
    out->end = code == CURLE_OPERATION_TIMEDOUT    ? DBN_HTTP_LATE
               : code == CURLE_ABORTED_BY_CALLBACK ? DBN_HTTP_CANCELLED
                                                   : DBN_HTTP_UNREACHED;
    (void)snprintf(out->reason, sizeof out->reason, "%s",
                   reason_of(&http->calls, code));
}

dbn_status
dbn_http_ask(dbn_http_answer *out, dbn_http *http, const dbn_http_question *question,
             dbn_job *job)
{
    *out = (dbn_http_answer){.end = DBN_HTTP_ANSWERED};
    receiving r = {out, job, false};
    struct curl_slist *headers = NULL;
    char *address = dbn_arena_alloc(&job->arena, question->address.len + 1);
    if (address == NULL)
        return dbn_job_nomem(job);
    if (question->address.len > 0)
        memcpy(address, question->address.ptr, question->address.len);
    bool has_headers = add_header(http, &headers, "Content-Type", question->type) &&
                       add_header(http, &headers, "Authorization", question->authority);
    dbn_status status = DBN_OK;
    if (has_headers) {
        set_up(http, question, address, headers, &r);
        CURLcode code = http->calls.easy_perform(http->curl);
        take_answer(out, http, code);
        if (r.is_out_of_memory)
            status = dbn_job_nomem(job);
    } else {
        out->end = DBN_HTTP_UNREACHED;
        (void)snprintf(out->reason, sizeof out->reason, "%s",
                       DBN_MESSAGE("a header that cannot be sent"));
    }
    http->calls.slist_free_all(headers);
    return status;
}
