#include "translate/http.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>

#define ANSWER_BYTES_MAX (16U << 20)
#define CONNECT_SECONDS  10L
#define HEADER_BYTES_MAX 4096U

struct dbn_http {
    CURL *curl;
};

/* An answer under way. */
typedef struct receiving {
    dbn_http_answer *out;
    dbn_job *job;
    bool is_out_of_memory;
} receiving;

bool
dbn_http_curl(char *version, size_t size)
{
    const curl_version_info_data *info = curl_version_info(CURLVERSION_NOW);
    (void)snprintf(version, size, "%s", info->version);
    return true;
}

dbn_status
dbn_http_open(dbn_http **out, dbn_error *error)
{
    *out = calloc(1, sizeof **out);
    if (*out != NULL)
        (*out)->curl = curl_easy_init();
    if (*out != NULL && (*out)->curl != NULL)
        return DBN_OK;
    dbn_http_close(*out);
    *out = NULL;
    return dbn_fail(error, DBN_ERR_NOMEM, "no memory is left");
}

void
dbn_http_close(dbn_http *http)
{
    if (http == NULL)
        return;
    curl_easy_cleanup(http->curl);
    free(http);
}

static size_t
on_bytes(char *bytes, size_t size, size_t count, void *context)
{
    receiving *r = context;
    size_t len = size * count;
    if (r->out->body.count + len > ANSWER_BYTES_MAX) {
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
add_header(struct curl_slist **list, const char *name, dbn_span value)
{
    char line[HEADER_BYTES_MAX];
    if (value.len == 0)
        return true;
    int len = snprintf(line, sizeof line, "%s: %.*s", name, (int)value.len, value.ptr);
    if (len < 0 || (size_t)len >= sizeof line || strpbrk(line, "\r\n") != NULL)
        return false;
    struct curl_slist *longer = curl_slist_append(*list, line);
    /* The key is in libcurl's copy now, and need not stay on the stack. */
    memset(line, 0, sizeof line);
    if (longer != NULL)
        *list = longer;
    return longer != NULL;
}

/* `context` is borrowed while it is asked; only http and https, no redirections, no
 * files of passwords. */
static void
set_up(CURL *curl, const dbn_http_question *question, const char *address,
       struct curl_slist *headers, receiving *context)
{
    curl_easy_reset(curl);
    (void)curl_easy_setopt(curl, CURLOPT_URL, address);
    (void)curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    (void)curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    (void)curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    (void)curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)question->timeout);
    (void)curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, CONNECT_SECONDS);
    (void)curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    (void)curl_easy_setopt(curl, CURLOPT_USERAGENT, "doublon");
    (void)curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_bytes);
    (void)curl_easy_setopt(curl, CURLOPT_WRITEDATA, context);
    if (question->type.len == 0)
        return;
    (void)curl_easy_setopt(curl, CURLOPT_POST, 1L);
    (void)curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE,
                           (curl_off_t)question->body.len);
    (void)curl_easy_setopt(curl, CURLOPT_POSTFIELDS,
                           question->body.len == 0 ? "" : question->body.ptr);
}

static dbn_status
take_answer(dbn_http_answer *out, CURL *curl, CURLcode code, dbn_job *job)
{
    long status = 0;
    curl_off_t wait = 0;
    const char *type = NULL;
    (void)curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    (void)curl_easy_getinfo(curl, CURLINFO_RETRY_AFTER, &wait);
    (void)curl_easy_getinfo(curl, CURLINFO_CONTENT_TYPE, &type);
    out->status = status > 0 ? (uint32_t)status : 0;
    out->wait = wait > 0 && wait < UINT32_MAX ? (uint32_t)wait : 0;
    out->type = dbn_arena_copy(&job->arena, dbn_span_of(type == NULL ? "" : type));
    if (out->type.ptr == NULL)
        return dbn_job_nomem(job);
    if (code == CURLE_OK || out->end == DBN_HTTP_TOO_MUCH)
        return DBN_OK;
    out->end = code == CURLE_OPERATION_TIMEDOUT ? DBN_HTTP_LATE : DBN_HTTP_UNREACHED;
    (void)snprintf(out->reason, sizeof out->reason, "%s", curl_easy_strerror(code));
    return DBN_OK;
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
    bool has_headers = add_header(&headers, "Content-Type", question->type) &&
                       add_header(&headers, "Authorization", question->authority);
    dbn_status status = DBN_OK;
    if (has_headers) {
        set_up(http->curl, question, address, headers, &r);
        CURLcode code = curl_easy_perform(http->curl);
        status = r.is_out_of_memory ? dbn_job_nomem(job)
                                    : take_answer(out, http->curl, code, job);
    } else {
        out->end = DBN_HTTP_UNREACHED;
        (void)snprintf(out->reason, sizeof out->reason, "%s",
                       "a header that cannot be sent");
    }
    curl_slist_free_all(headers);
    return status;
}
