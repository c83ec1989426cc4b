/*
 * flow/index.c - an archive that is open, and one text after another. Batches:
 * index_batch.c; what is told of what was found: index_tell.c.
 */
#include "flow/index.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "dedup/sign.h"
#include "flow/doc.h"
#include "flow/told.h"
#include "text/fold.h"

dbn_status
dbn_flow_index_open(dbn_index **out, const dbn_engine *engine, const char *path,
                    dbn_index_mode mode, const dbn_index_options *options,
                    dbn_error *error)
{
    static const dbn_sql_mode modes[] = {DBN_SQL_READ, DBN_SQL_WRITE, DBN_SQL_CREATE};
    dbn_error ignored;
    dbn_index *made = calloc(1, sizeof *made);
    *out = NULL;
    if (error == NULL)
        error = &ignored;
    if (made == NULL)
        return dbn_fail(error, DBN_ERR_NOMEM, "no memory is left for '%s'", path);
    made->engine = engine;
    if (options != NULL)
        made->options = *options;
    made->shape = (dbn_archive_shape){.exact = made->options.exact,
                                      .has_texts = made->options.store_text,
                                      .key_version = DBN_KEY_VERSION};
    dbn_job_init(&made->job, 0);
    dbn_status status =
        dbn_archive_open(&made->archive, path, &made->shape, modes[mode], &made->error);
    if (status != DBN_OK) {
        *error = made->error;
        dbn_flow_index_close(made);
        return status;
    }
    *out = made;
    return DBN_OK;
}

void
dbn_flow_index_close(dbn_index *index)
{
    if (index == NULL)
        return;
    dbn_archive_close(index->archive);
    dbn_job_release(&index->job);
    free(index);
}

/* ---- documents ------------------------------------------------------------------ */

dbn_signing
dbn_index_signing(const dbn_index *index)
{
    return (dbn_signing){.units = 1U << DBN_UNIT_PARAGRAPH,
                         .exact = index->shape.exact};
}

static dbn_range
place_of(const dbn_signed *sign, dbn_range range)
{
    const dbn_end end = {.page = &sign->page, .range = range};
    return dbn_told_place(&end);
}

dbn_status
dbn_index_document(dbn_archive_document *out, const dbn_signed *sign, dbn_span url,
                   dbn_span date, dbn_arena *arena)
{
    uint32_t count = sign->occurrences.count, gram = 0;
    dbn_archive_paragraph *paragraphs =
        dbn_arena_alloc(arena, count * sizeof *paragraphs);
    dbn_span *texts = dbn_arena_alloc(arena, count * sizeof *texts);
    uint64_t *grams = dbn_arena_alloc(arena, sign->postings.count * sizeof *grams);
    if (paragraphs == NULL || texts == NULL || grams == NULL)
        return DBN_ERR_NOMEM;
    for (uint32_t i = 0; i < count; i++) {
        const dbn_occurrence *o = &sign->occurrences.items[i];
        paragraphs[i] = (dbn_archive_paragraph){o->content, place_of(sign, o->range),
                                                gram, o->grams};
        texts[i] = dbn_span_slice(sign->text, o->range);
        gram += o->grams;
    }
    for (uint32_t i = 0; i < gram; i++)
        grams[i] = sign->postings.items[i].gram;
    /* No text is like no other. */
    dbn_id content = dbn_span_trim(sign->text).len == 0
                         ? sign->key
                         : dbn_content_id(sign->text, DBN_UNIT_DOCUMENT);
    *out = (dbn_archive_document){.id = sign->id,
                                  .url = url,
                                  .date = date,
                                  .key = sign->key,
                                  .content = content,
                                  .place = place_of(sign, (dbn_range){0, sign->bytes}),
                                  .paragraphs = paragraphs,
                                  .paragraph_count = count,
                                  .grams = grams,
                                  .texts = texts};
    return DBN_OK;
}

/* ---- one text ------------------------------------------------------------------- */

/* A text as the line that says the same, for the key of what it is. */
static dbn_status
key_bytes(dbn_span *out, const dbn_index_text *text, dbn_job *job)
{
    const dbn_span parts[] = {text->id, text->url, text->date, text->text};
    dbn_buffer bytes = {0};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        DBN_TRY_PUSH(job, dbn_vec_append(&job->arena, &bytes, parts[i].ptr,
                                         (uint32_t)parts[i].len));
        DBN_TRY_PUSH(job, dbn_vec_push(&job->arena, &bytes, '\0'));
    }
    *out = (dbn_span){bytes.items, bytes.count};
    return DBN_OK;
}

static dbn_status
sign(dbn_archive_document *out, dbn_signed *made, dbn_index *index,
     const dbn_index_text *text)
{
    dbn_job *job = &index->job;
    const dbn_profiles *profiles = index->engine->profiles;
    char tag[DBN_TAG_MAX];
    if (text->text.len > DBN_DOCUMENT_MAX / 2)
        return dbn_fail(&job->err, DBN_ERR_LIMIT, "a text of more than 1 GiB");
    if (dbn_utf8_invalid_at(text->text, 0) < text->text.len)
        return dbn_fail_at(&job->err, DBN_ERR_SYNTAX,
                           dbn_utf8_invalid_at(text->text, 0), "the text is not UTF-8");
    dbn_sign_input in = {
        .text = text->text,
        .id = text->id,
        .url = text->url,
        .date = text->date,
        .profile = dbn_profiles_tag(tag, profiles, text->lang).len > 0
                       ? dbn_profiles_find(profiles, text->lang)
                       : dbn_profiles_identify(profiles, text->text, &job->letters)};
    dbn_signing signing = dbn_index_signing(index);
    DBN_TRY(key_bytes(&in.bytes, text, job));
    DBN_TRY(dbn_flow_sign(made, &in, &signing, job));
    DBN_TRY_PUSH(job,
                 dbn_index_document(out, made, text->url, text->date, &job->arena));
    return DBN_OK;
}

/* What a job failed with becomes the failure of the index. */
static dbn_status
pass_on(dbn_index *index, dbn_status status)
{
    if (status != DBN_OK && index->job.err.status != DBN_OK)
        index->error = index->job.err;
    return status;
}

dbn_status
dbn_flow_index_add(dbn_index *index, const dbn_index_text *text)
{
    dbn_archive_document document;
    dbn_signed made;
    dbn_job_reset(&index->job);
    DBN_TRY(pass_on(index, sign(&document, &made, index, text)));
    return dbn_archive_add(index->archive, &document);
}

static dbn_status
query(dbn_index_answer *answer, dbn_index *index, const dbn_index_text *text)
{
    dbn_archive_document document;
    dbn_signed made = {0};
    dbn_archive_hits hits = {0};
    dbn_archive_asking asking = dbn_index_asking(index);
    DBN_TRY(sign(&document, &made, index, text));
    DBN_TRY(dbn_archive_ask(&hits, index->archive, &document, 1, &asking, &index->job));
    const dbn_index_asked asked = {&document, made.profile, hits.items, hits.count};
    return dbn_index_tell(answer, index, &asked, &index->job);
}

dbn_status
dbn_flow_index_query(dbn_index *index, const dbn_index_text *text,
                     const dbn_index_hit **hits, uint32_t *count)
{
    dbn_index_answer answer = {0};
    *hits = NULL;
    *count = 0;
    dbn_job_reset(&index->job);
    DBN_TRY(pass_on(index, query(&answer, index, text)));
    *hits = answer.hits.items;
    *count = answer.hits.count;
    return DBN_OK;
}
