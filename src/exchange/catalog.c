#include "exchange/catalog.h"

#include "base/message.h"
#include "exchange/values.h"

dbn_status
dbn_catalog_lang(dbn_span *out, dbn_span said, dbn_job *job)
{
    size_t len = 0;
    char *tag = dbn_arena_alloc(&job->arena, said.len + 1);
    if (tag == NULL)
        return dbn_job_nomem(job);
    for (; len < said.len && said.ptr[len] != '.' && said.ptr[len] != '@'; len++)
        tag[len] = said.ptr[len] == '_' ? '-' : said.ptr[len];
    *out = (dbn_span){tag, len};
    if (said.len == 0 || dbn_value_is_lang(*out))
        return DBN_OK;
    return dbn_fail(&job->err, DBN_ERR_SYNTAX, "'%.*s' is no tag of a language",
                    (int)(said.len < 64 ? said.len : 64), said.ptr);
}
