#include "flow/host.h"

#include "base/span.h"

/* Hosts are keys in lists of lines. */
static bool
is_control(char c)
{
    return (unsigned char)c < ' ' || c == '\x7F';
}

dbn_status
dbn_host_of(dbn_span *out, dbn_span url, dbn_job *job)
{
    size_t beg = 0, end;
    *out = (dbn_span){NULL, 0};
    while (beg + 3 <= url.len && memcmp(url.ptr + beg, "://", 3) != 0)
        beg++;
    if (beg + 3 > url.len)
        return DBN_OK;
    beg += 3;
    for (end = beg; end < url.len && memchr("/?#", url.ptr[end], 3) == NULL; end++) {
        if (is_control(url.ptr[end]))
            return DBN_OK;
        if (url.ptr[end] == '@')
            beg = end + 1;
    }
    for (uint32_t port = 0; beg + port < end; port++)
        if (url.ptr[beg + port] == ':')
            end = beg + port;
    while (end > beg && url.ptr[end - 1] == '.')
        end--;
    if (end == beg)
        return DBN_OK;
    char *host = dbn_arena_alloc(&job->arena, end - beg);
    if (host == NULL)
        return dbn_job_nomem(job);
    for (size_t i = beg; i < end; i++)
        host[i - beg] = dbn_ascii_lower(url.ptr[i]);
    *out = (dbn_span){host, end - beg};
    if (dbn_span_starts(*out, DBN_SPAN("www.")))
        *out = (dbn_span){host + 4, end - beg - 4};
    return DBN_OK;
}
