#include "translate/http.h"

bool
dbn_http_curl(char *version, size_t size)
{
    if (size > 0)
        version[0] = '\0';
    return false;
}

dbn_status
dbn_http_open(dbn_http **out, dbn_error *error)
{
    *out = NULL;
    return dbn_fail(error, DBN_ERR_USAGE,
                    "this doublon was built without libcurl: it asks no servers");
}

void
dbn_http_close(dbn_http *http)
{
    (void)http;
}

dbn_status
dbn_http_ask(dbn_http_answer *out, dbn_http *http, const dbn_http_question *question,
             dbn_job *job)
{
    (void)http;
    (void)question;
    *out = (dbn_http_answer){.end = DBN_HTTP_UNREACHED};
    return dbn_fail(&job->err, DBN_ERR_USAGE,
                    "this doublon was built without libcurl: it asks no servers");
}
