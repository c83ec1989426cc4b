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

/* What may be asked for, at most. */
#define NEAR_MOST     1000U
#define POSTINGS_MOST 1024U
#define HITS_MOST     1000U

static dbn_status
check_options(const dbn_index_options *options, dbn_error *error)
{
    const struct {
        const char *name;
        uint32_t value, most;
    } rows[] = {{"near", options->near, NEAR_MOST},
                {"max_postings", options->max_postings, POSTINGS_MOST},
                {"max_hits", options->max_hits, HITS_MOST}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (rows[i].value > rows[i].most)
            return dbn_fail(error, DBN_ERR_USAGE, "%s is %u, and at most %u",
                            rows[i].name, (unsigned)rows[i].value,
                            (unsigned)rows[i].most);
    return DBN_OK;
}

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
    if (options != NULL && check_options(options, error) != DBN_OK) {
        free(made);
        return error->status;
    }
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

/* By what a document is known to be the same: what it is called, and what it says. The
 * bytes it came in may say more, or say it otherwise. */
static dbn_id
key_of(const dbn_sign_input *in, dbn_span date)
{
    enum { PARTS = 5 };
    const dbn_span parts[PARTS] = {in->id, in->url, in->name, date, in->text};
    char digits[PARTS * DBN_ID_DIGITS];
    for (uint64_t i = 0; i < PARTS; i++)
        dbn_id_write(digits + i * DBN_ID_DIGITS, dbn_id_of(parts[i], i));
    return dbn_id_of((dbn_span){digits, sizeof digits}, 0);
}

/* Where a document is called nothing, the digits of its key. */
static dbn_status
id_of(dbn_span *out, const dbn_signed *sign, const dbn_sign_input *in, dbn_id key,
      dbn_arena *arena)
{
    *out = sign->id;
    if (in->id.len + in->url.len + in->name.len > 0)
        return DBN_OK;
    char *digits = dbn_arena_alloc(arena, DBN_ID_DIGITS);
    if (digits == NULL)
        return DBN_ERR_NOMEM;
    dbn_id_write(digits, key);
    *out = (dbn_span){digits, DBN_ID_DIGITS};
    return DBN_OK;
}

static dbn_status
list_paragraphs(dbn_archive_document *out, const dbn_signed *sign, dbn_arena *arena)
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
        paragraphs[i] = (dbn_archive_paragraph){.content = o->content,
                                                .place = place_of(sign, o->range),
                                                .own = o->range,
                                                .first = gram,
                                                .count = o->grams};
        texts[i] = dbn_span_slice(sign->text, o->range);
        gram += o->grams;
    }
    for (uint32_t i = 0; i < gram; i++)
        grams[i] = sign->postings.items[i].gram;
    out->paragraphs = paragraphs;
    out->paragraph_count = count;
    out->grams = grams;
    out->texts = texts;
    return DBN_OK;
}

dbn_status
dbn_index_document(dbn_archive_document *out, const dbn_signed *sign,
                   const dbn_sign_input *in, dbn_span date, dbn_arena *arena)
{
    dbn_range all = {0, sign->bytes};
    dbn_id key = key_of(in, date);
    /* No text is like no other. */
    dbn_id content = dbn_span_trim(sign->text).len == 0
                         ? key
                         : dbn_content_id(sign->text, DBN_UNIT_DOCUMENT);
    *out = (dbn_archive_document){.url = in->url,
                                  .date = date,
                                  .has_id = in->id.len + in->url.len > 0,
                                  .is_nameless =
                                      in->id.len + in->url.len + in->name.len == 0,
                                  .key = key,
                                  .content = content,
                                  .place = place_of(sign, all),
                                  .own = all};
    DBN_TRY(id_of(&out->id, sign, in, key, arena));
    return list_paragraphs(out, sign, arena);
}

/* ---- one text ------------------------------------------------------------------- */

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
        .bytes = text->text,
        .text = text->text,
        .id = text->id,
        .url = text->url,
        .date = text->date,
        .profile = dbn_profiles_tag(tag, profiles, text->lang).len > 0
                       ? dbn_profiles_find(profiles, text->lang)
                       : dbn_profiles_identify(profiles, text->text, &job->letters)};
    dbn_signing signing = dbn_index_signing(index);
    DBN_TRY(dbn_flow_sign(made, &in, &signing, job));
    DBN_TRY_PUSH(job, dbn_index_document(out, made, &in, text->date, &job->arena));
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
