/*
 * flow/reading.c - what is compared with other documents: the text of a line, or the
 * article of a page.
 */
#include "flow/reading.h"

#include "flow/article.h"
#include "flow/told.h"

/* Pages are compared by their articles, with what these repeat of themselves. */
#define PAGE_PASSES                                                                    \
    (DBN_DO_ENCODING | DBN_DO_UNICODE | DBN_DO_EXTRACTION | DBN_DO_LAYOUT)

#define NEAR_DEFAULT     300U
#define POSTINGS_DEFAULT 64U
#define UNITS_DEFAULT    (1U << DBN_UNIT_DOCUMENT | 1U << DBN_UNIT_PARAGRAPH)

dbn_dedup_options
dbn_reading_options(const dbn_dedup_options *options)
{
    dbn_dedup_options o = *options;
    o.near = o.near == 0 ? NEAR_DEFAULT : o.near;
    o.max_postings = o.max_postings == 0 ? POSTINGS_DEFAULT : o.max_postings;
    o.units = o.units == 0 ? UNITS_DEFAULT : o.units;
    return o;
}

/* ---- reading -----------------------------------------------------------------------
 */

static dbn_status
read_line(dbn_reading *r, const dbn_batch *b, dbn_slot *s, dbn_input *input,
          dbn_jsonl_reader **reader)
{
    dbn_jsonl_line line;
    dbn_span bytes = input->bytes, text;
    DBN_TRY(dbn_flow_line(&line, input, &s->json, b->options, reader, &s->writing));
    DBN_TRY(dbn_flow_line_text(&text, &line, bytes, *reader, &s->writing));
    r->in.bytes = bytes;
    r->in.id = line.id;
    r->in.url = line.url;
    r->in.date = line.date;
    r->is_line_text = text.ptr != NULL;
    if (r->is_line_text)
        input->bytes = text;
    if (!r->is_line_text && line.html.ptr == NULL)
        return dbn_fail(&s->writing.err, DBN_ERR_SYNTAX,
                        "the line has no text and no page");
    return DBN_OK;
}

dbn_status
dbn_reading_item(const dbn_batch *b, dbn_slot *s, dbn_input *input,
                 dbn_jsonl_reader **reader)
{
    dbn_reading *r = dbn_arena_alloc(&s->writing.arena, sizeof *r);
    if (r == NULL)
        return dbn_job_nomem(&s->writing);
    s->made = r;
    r->in.number = s->number;
    if (s->item.line > 0 && s->item.error.status == DBN_OK) {
        s->json = (dbn_json_input){0};
        *input = (dbn_input){.bytes = dbn_bytes_span(&s->item.content),
                             .name = dbn_bytes_span(&s->item.name),
                             .lang = b->options->lang};
        return read_line(r, b, s, input, reader);
    }
    DBN_TRY(dbn_flow_item(input, &s->json, &s->item, b->options, reader, &s->writing));
    r->in.bytes = input->bytes;
    r->in.name = input->name;
    r->in.url = s->json.url;
    r->in.date = s->json.date;
    return DBN_OK;
}

/* ---- signing -----------------------------------------------------------------------
 */

/* The language that is said, or the one that is seen. */
static const dbn_profile *
profile_of(const dbn_batch *b, dbn_slot *s, dbn_span lang, dbn_span text)
{
    const dbn_profiles *profiles = b->engine->profiles;
    char bytes[DBN_TAG_MAX];
    if (dbn_profiles_tag(bytes, profiles, lang).len > 0)
        return dbn_profiles_find(profiles, lang);
    return dbn_profiles_identify(profiles, text, &s->doc.job.letters);
}

dbn_status
dbn_reading_text(const dbn_batch *b, dbn_slot *s, const dbn_input *input)
{
    dbn_reading *r = s->made;
    dbn_clean_options clean = b->options->clean;
    clean.passes = PAGE_PASSES;
    clean.keep_text = true;
    if (r->is_line_text) {
        dbn_job_reset(&s->doc.job);
        s->doc.document = (dbn_document){0};
        r->in.text = input->bytes;
        r->in.profile = profile_of(b, s, input->lang, input->bytes);
        return DBN_OK;
    }
    DBN_TRY(dbn_flow_article(&s->doc, input, &clean));
    r->in.page = &s->doc.document;
    r->in.text = s->doc.document.output->text;
    r->in.profile = dbn_profiles_find(b->engine->profiles, s->doc.document.lang);
    return DBN_OK;
}

dbn_status
dbn_reading_sign(const dbn_batch *b, dbn_slot *s, const dbn_input *input,
                 const dbn_signing *signing)
{
    dbn_reading *r = s->made;
    DBN_TRY(dbn_reading_text(b, s, input));
    return dbn_flow_sign(&r->sign, &r->in, signing, &s->doc.job);
}

/* ---- writing ------------------------------------------------------------------------
 */

dbn_status
dbn_reading_write(dbn_batch *b, dbn_buffer *out, dbn_arena *arena,
                  dbn_copies_line *line, dbn_job *job)
{
    const dbn_writer w = {.out = out,
                          .arena = arena,
                          .rules = b->engine->rules,
                          .version = b->version,
                          .send = dbn_batch_send,
                          .context = b};
    DBN_TRY(dbn_told_count(line, job));
    return dbn_write_copies(&w, line);
}

dbn_status
dbn_reading_send(dbn_batch *b, dbn_copies_line *line, dbn_job *job)
{
    dbn_buffer out = {0};
    DBN_TRY(dbn_reading_write(b, &out, &job->arena, line, job));
    return dbn_batch_send(b, (dbn_span){out.items, out.count});
}
