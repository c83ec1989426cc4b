#include "flow/host.h"

#include "base/span.h"

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
    for (end = beg; end < url.len && memchr("/:?#", url.ptr[end], 4) == NULL; end++)
        ;
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
