/*
 * flow/step_sign.c - documents as lines of their contents.
 */
#include "flow/reading.h"
#include "flow/step.h"
#include "flow/step_lines.h"

typedef struct signer {
    const dbn_dedup_options *dedup;
    uint64_t first; /* document of this part, less one */
} signer;

static dbn_status
sign(const dbn_batch *b, dbn_slot *s, const dbn_input *input)
{
    const signer *own = b->own;
    dbn_reading *r = s->made;
    r->in.number = own->first + s->number;
    if (s->number >> DBN_PART_SHIFT != 0)
        return dbn_fail(&s->doc.job.err, DBN_ERR_LIMIT,
                        "a part of the input has more than 2^40 documents");
    const dbn_signing signing = dbn_reading_signing(own->dedup);
    return dbn_reading_sign(b, s, input, &signing);
}

/* The paragraphs of the page that lie in the range. They come in the order of the text,
 * and so do those who ask for them: *from goes on with them. */
static dbn_mappings
page_of(const dbn_mappings *page, dbn_range range, uint32_t *from)
{
    while (*from < page->count && page->items[*from].text.end <= range.beg)
        ++*from;
    uint32_t end = *from;
    while (end < page->count && page->items[end].text.beg < range.end)
        end++;
    dbn_mappings part = {0};
    if (end > *from)
        part = (dbn_mappings){page->items + *from, end - *from, 0};
    return part;
}

/* Those of the occurrence, from *at on. */
static dbn_status
take_grams(dbn_grams *out, const dbn_signed *sign, uint32_t occurrence, uint32_t *at,
           dbn_arena *arena)
{
    const dbn_postings *all = &sign->postings;
    for (; *at < all->count && all->items[*at].occurrence == occurrence; ++*at)
        DBN_TRY(dbn_vec_push(arena, out,
                             (dbn_gram){all->items[*at].gram, all->items[*at].place}));
    return DBN_OK;
}

static dbn_status
write_contents(const dbn_batch *b, dbn_slot *s)
{
    const dbn_reading *r = s->made;
    const dbn_signed *sign = &r->sign;
    dbn_arena *arena = &s->writing.arena;
    uint32_t gram = 0, paragraph = 0;
    (void)b;
    for (uint32_t i = 0; i < sign->occurrences.count; i++) {
        const dbn_occurrence *o = &sign->occurrences.items[i];
        uint32_t from = 0;
        dbn_line line = {
            .kind = DBN_LINE_CONTENT,
            .as.content = {
                .content = o->content,
                .at = {.rank = {sign->primary, sign->key, r->in.number},
                       .range = o->range,
                       .id = sign->id,
                       .host = sign->host,
                       .page =
                           page_of(&sign->page, o->range,
                                   o->unit == DBN_UNIT_PARAGRAPH ? &paragraph : &from)},
                .unit = o->unit,
                .lang = dbn_profile_name(sign->profile),
                .text = dbn_span_slice(sign->text, o->range)}};
        DBN_TRY(take_grams(&line.as.content.grams, sign, i, &gram, arena));
        DBN_TRY(dbn_line_write(&s->out, &line, arena));
    }
    return DBN_OK;
}

static dbn_status
send(dbn_batch *b, dbn_slot *s)
{
    return dbn_batch_send(b, (dbn_span){s->out.items, s->out.count});
}

dbn_status
dbn_step_sign(dbn_batch_result *result, const dbn_corpus_run *run,
              const dbn_dedup_options *dedup, uint32_t part)
{
    signer own = {dedup, (uint64_t)part << DBN_PART_SHIFT};
    const dbn_command command = {
        .work = sign, .write = write_contents, .read = dbn_reading_item, .send = send};
    dbn_batch batch = {.command = &command,
                       .own = &own,
                       .engine = run->engine,
                       .options = run->options,
                       .events = run->events,
                       .version = run->version};
    return dbn_batch_run(result, &batch);
}
