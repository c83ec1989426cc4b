#include "flow/collection.h"

#include "article/date.h"
#include "dedup/sign.h"
#include "flow/host.h"

/* Shorter paragraphs return by right: headings, names, "À lire aussi". */
#define PARAGRAPH_MIN 24U
/* Minutes are counted from far enough back that none is below zero. */
#define MINUTES_BIAS  (UINT64_C(1) << 40)
#define UNDATED       UINT64_MAX
#define MINUTES_A_DAY 1440
/* A line is read again for each of its contents, and for each that one is compared
 * with: the text of a line that has more of them is kept, or one that is this small a
 * part of its line. */
#define CONTENTS_READ_AGAIN 32U
#define SMALL_PART          16U
/* Postings of a piece in a file. */
#define PIECE_POSTINGS 4096U
/* Of the memory, the part that may fill before it is looked at again, and no more than
 * so many bytes: a busy machine lets those wait who look. And documents until then. */
#define SLACK          2U
#define SLACK_MAX      (UINT64_C(128) << 20)
#define DOCUMENTS_REST 256U

/* ---- who stays ------------------------------------------------------------------- */

static bool
minutes_of(uint64_t *out, const dbn_sign_input *in)
{
    dbn_date date = {0};
    if (!dbn_date_of_iso(&date, in->date)) {
        if (in->page == NULL || in->page->date.year <= 0)
            return false;
        date = in->page->date;
    }
    int64_t minutes = dbn_date_day(&date) * MINUTES_A_DAY;
    if (date.hour >= 0)
        minutes += date.hour * 60 + (date.minute < 0 ? 0 : date.minute);
    if (date.has_zone)
        minutes -= date.zone;
    *out = (uint64_t)((int64_t)MINUTES_BIAS + minutes);
    return true;
}

static bool
is_misdated(const dbn_sign_input *in)
{
    dbn_date date;
    return dbn_span_trim(in->date).len > 0 && !dbn_date_of_iso(&date, in->date);
}

/* Characters that were lost. */
static uint64_t
lost_in(dbn_span text)
{
    uint64_t lost = 0;
    for (size_t at = 0; at + 3 <= text.len; at++) {
        const char *next = memchr(text.ptr + at, '\xEF', text.len - at - 2);
        if (next == NULL)
            break;
        at = (size_t)(next - text.ptr);
        lost += memcmp(next, "\xEF\xBF\xBD", 3) == 0;
    }
    return lost;
}

static uint64_t
primary_of(const dbn_sign_input *in, dbn_survivor survivor)
{
    uint64_t minutes = UNDATED;
    uint64_t shortness = UINT32_MAX - in->text.len;
    switch (survivor) {
    case DBN_SURVIVOR_FIRST:
        return in->number;
    case DBN_SURVIVOR_LONGEST:
        return shortness;
    case DBN_SURVIVOR_CLEANEST:
        return lost_in(in->text) << 32 | shortness;
    case DBN_SURVIVOR_LATEST:
        return minutes_of(&minutes, in) ? 2 * MINUTES_BIAS - minutes : UNDATED;
    case DBN_SURVIVOR_FINEST:
    case DBN_SURVIVOR_EARLIEST:
        break;
    }
    (void)minutes_of(&minutes, in);
    return minutes;
}

static dbn_status
id_of(dbn_span *out, const dbn_sign_input *in, dbn_id key, dbn_job *job)
{
    *out = in->id.len > 0 ? in->id : in->url.len > 0 ? in->url : in->name;
    if (out->len > 0)
        return DBN_OK;
    char *digits = dbn_arena_alloc(&job->arena, DBN_ID_DIGITS);
    if (digits == NULL)
        return dbn_job_nomem(job);
    dbn_id_write(digits, key);
    *out = (dbn_span){digits, DBN_ID_DIGITS};
    return DBN_OK;
}

/* ---- contents and grams ---------------------------------------------------------- */

/* The paragraphs as blocks of one view, and their key. */
typedef struct cut_text {
    dbn_records records;
    dbn_key key;
} cut_text;

static dbn_status
cut(cut_text *out, const dbn_sign_input *in, const dbn_signing *signing, dbn_job *job)
{
    dbn_ranges paragraphs = {0};
    DBN_TRY(dbn_view_source(&out->records.view, in->text, job));
    DBN_TRY(dbn_sign_paragraphs(&paragraphs, in->text, job));
    for (uint32_t i = 0; i < paragraphs.count; i++)
        DBN_TRY_PUSH(job, dbn_vec_push(&job->scratch, &out->records.blocks,
                                       (dbn_block){.range = paragraphs.items[i],
                                                   .parent = DBN_NONE}));
    if (signing->exact)
        return DBN_OK;
    return dbn_key_make(&out->key, &out->records, in->profile, job);
}

static dbn_status
add_content(dbn_signed *out, const cut_text *text, dbn_range range, dbn_range tokens,
            dbn_unit unit, dbn_job *job)
{
    dbn_occurrence occurrence = {
        .content =
            dbn_content_id(dbn_span_slice(text->records.view->text, range), unit),
        .range = range,
        .unit = (uint8_t)unit};
    dbn_arena_mark mark = dbn_arena_save(&job->scratch);
    dbn_grams grams = {0};
    if (tokens.end > tokens.beg)
        DBN_TRY(dbn_sign_grams(&grams, text->key.tokens.items + tokens.beg,
                               dbn_range_len(tokens), unit, job));
    occurrence.grams = grams.count;
    for (uint32_t i = 0; i < grams.count; i++)
        DBN_TRY_PUSH(
            job, dbn_vec_push(&job->arena, &out->postings,
                              (dbn_posting){grams.items[i].hash, out->occurrences.count,
                                            grams.items[i].place}));
    dbn_arena_rewind(&job->scratch, mark);
    DBN_TRY_PUSH(job, dbn_vec_push(&job->arena, &out->occurrences, occurrence));
    return DBN_OK;
}

static dbn_status
add_paragraphs(dbn_signed *out, const cut_text *text, dbn_job *job)
{
    const dbn_blocks *blocks = &text->records.blocks;
    for (uint32_t i = 0; i < blocks->count; i++) {
        dbn_range range = blocks->items[i].range, tokens = {0, 0};
        if (dbn_range_len(range) < PARAGRAPH_MIN)
            continue;
        if (text->key.first != NULL)
            tokens = (dbn_range){text->key.first[i], text->key.first[i + 1]};
        DBN_TRY(add_content(out, text, range, tokens, DBN_UNIT_PARAGRAPH, job));
    }
    return DBN_OK;
}

/* Where the paragraphs of a page stand in its source. */
static dbn_status
map_page(dbn_signed *out, const cut_text *text, const dbn_document *page, dbn_job *job)
{
    const dbn_blocks *blocks = &text->records.blocks;
    for (uint32_t i = 0; i < blocks->count; i++) {
        dbn_range range = blocks->items[i].range;
        dbn_range source = dbn_range_back_to(page->output, page->source, range);
        DBN_TRY_PUSH(
            job, dbn_vec_push(&job->arena, &out->page, (dbn_mapping){range, source}));
    }
    return DBN_OK;
}

static dbn_status
sign_text(dbn_signed *out, const dbn_sign_input *in, const dbn_signing *signing,
          dbn_job *job)
{
    cut_text text = {0};
    DBN_TRY(cut(&text, in, signing, job));
    if (in->page != NULL)
        DBN_TRY(map_page(out, &text, in->page, job));
    if (text.records.blocks.count == 0)
        return DBN_OK;
    dbn_range all = {0, (uint32_t)in->text.len}, tokens = {0, text.key.tokens.count};
    static const dbn_unit whole[] = {DBN_UNIT_DOCUMENT, DBN_UNIT_PASSAGE};
    for (int i = 0; i < 2; i++)
        if ((signing->units >> whole[i] & 1) != 0)
            DBN_TRY(add_content(out, &text, all, tokens, whole[i], job));
    if ((signing->units >> DBN_UNIT_PARAGRAPH & 1) == 0)
        return DBN_OK;
    return add_paragraphs(out, &text, job);
}

/* Of all that the input gave. */
static dbn_id
key_of(dbn_span bytes, dbn_span name)
{
    dbn_id id = dbn_id_of(name, 0);
    return dbn_id_of(bytes, id.high ^ id.low);
}

dbn_status
dbn_flow_sign(dbn_signed *out, const dbn_sign_input *in, const dbn_signing *signing,
              dbn_job *job)
{
    *out = (dbn_signed){.key = key_of(in->bytes, in->name),
                        .primary = primary_of(in, signing->survivor),
                        .profile = in->profile,
                        .text = in->text,
                        .is_page = in->page != NULL,
                        .is_misdated = is_misdated(in),
                        .bytes = (uint32_t)in->text.len};
    DBN_TRY(dbn_host_of(&out->host, in->url, job));
    DBN_TRY(id_of(&out->id, in, out->key, job));
    dbn_arena_mark mark = dbn_arena_save(&job->scratch);
    dbn_status status = sign_text(out, in, signing, job);
    dbn_arena_rewind(&job->scratch, mark);
    return status;
}

/* ---- lines ----------------------------------------------------------------------- */

dbn_status
dbn_flow_line_text(dbn_span *out, const dbn_jsonl_line *line, dbn_span bytes,
                   dbn_jsonl_reader *reader, dbn_job *job)
{
    *out = line->text;
    dbn_span member = dbn_span_slice(bytes, line->doublon_member.range);
    const char *colon = member.len == 0 ? NULL : memchr(member.ptr, ':', member.len);
    if (colon == NULL)
        return DBN_OK;
    size_t beg = (size_t)(colon + 1 - member.ptr);
    dbn_span value = dbn_span_trim((dbn_span){member.ptr + beg, member.len - beg});
    if (value.len == 0 || value.ptr[0] != '{')
        return DBN_OK;
    dbn_jsonl_names names = {{NULL, 0}, {NULL, 0}};
    dbn_jsonl_line earlier;
    DBN_TRY(dbn_jsonl_read(&earlier, reader, value, &names, job));
    if (earlier.text.ptr != NULL)
        *out = earlier.text;
    return DBN_OK;
}

dbn_status
dbn_flow_prove_line(const dbn_collected *document, dbn_span line, dbn_status status,
                    dbn_job *job)
{
    const dbn_span no_name = {NULL, 0};
    if (status == DBN_OK &&
        dbn_id_order(key_of(line, no_name), document->sign.key) == 0)
        return DBN_OK;
    return dbn_fail(&job->err, DBN_ERR_IO, "'%.*s' changed while it was read",
                    (int)document->name.len, document->name.ptr);
}

dbn_status
dbn_flow_line_again(dbn_span *out, const dbn_collected *document, dbn_job *job)
{
    bool is_changed;
    size_t len = document->json.line.len;
    char *bytes = dbn_arena_alloc(&job->arena, len);
    if (bytes == NULL)
        return dbn_job_nomem(job);
    *out = (dbn_span){bytes, len};
    dbn_status status = dbn_again_copy(bytes, document->place, len, &is_changed);
    bool is_same = status == DBN_OK && !is_changed;
    return is_same ? DBN_OK : dbn_flow_prove_line(document, *out, status, job);
}

/* ---- adding ---------------------------------------------------------------------- */

/* A large text, in a file where there is one. */
static dbn_status
keep_text(dbn_collection *c, dbn_span *text)
{
    if (c->memory == 0)
        return dbn_arena_keep(&c->arena, text);
    return dbn_spool_keep(&c->spools[DBN_SPOOL_LINES], text) ? DBN_OK : DBN_ERR_IO;
}

static dbn_status
copy_borrowed(dbn_collected *document, dbn_collection *c)
{
    dbn_arena *arena = &c->arena;
    dbn_span *spans[] = {&document->sign.id, &document->sign.host, &document->json.url,
                         &document->json.date, &document->name};
    for (size_t i = 0; i < sizeof spans / sizeof spans[0]; i++)
        DBN_TRY(dbn_arena_keep(arena, spans[i]));
    DBN_TRY(keep_text(c, &document->sign.text));
    if (document->place.file != NULL)
        document->json.line.ptr = NULL;
    else
        DBN_TRY(keep_text(c, &document->json.line));
    dbn_mappings page = {0};
    DBN_TRY(dbn_vec_append(arena, &page, document->sign.page.items,
                           document->sign.page.count));
    document->sign.page = page;
    return DBN_OK;
}

static bool
keeps_text(const dbn_signed *sign, const dbn_json_input *json)
{
    return sign->is_page || sign->occurrences.count > CONTENTS_READ_AGAIN ||
           sign->text.len <= json->line.len / SMALL_PART;
}

void
dbn_collection_init(dbn_collection *c)
{
    *c = (dbn_collection){0};
    dbn_arena_init(&c->arena, 0);
    for (uint32_t i = 0; i < DBN_GRAM_PARTS; i++)
        dbn_arena_init(&c->parts[i], 0);
}

void
dbn_collection_release(dbn_collection *c)
{
    dbn_arena_release(&c->arena);
    for (uint32_t i = 0; i < DBN_GRAM_PARTS; i++)
        dbn_arena_release(&c->parts[i]);
    dbn_watch_stop(c->watch);
    for (uint32_t i = 0; i < DBN_SPOOLS; i++)
        dbn_spool_close(&c->spools[i]);
    dbn_lender_free(c->lender);
}

static uint64_t
most_held(uint64_t memory)
{
    uint64_t slack = memory / SLACK;
    return memory - (slack < SLACK_MAX ? slack : SLACK_MAX);
}

dbn_status
dbn_collection_limit(dbn_collection *c, uint64_t memory, const char *folder,
                     dbn_error *err)
{
    const dbn_spool *watched[DBN_SPOOLS + 1];
    for (uint32_t i = 0; i < DBN_SPOOLS; i++) {
        DBN_TRY(dbn_spool_open(&c->spools[i], folder, err));
        watched[i] = &c->spools[i];
    }
    DBN_TRY(dbn_lender_new(&c->lender, folder, err));
    watched[DBN_SPOOLS] = dbn_lender_spool(c->lender);
    c->memory = memory;
    dbn_lender_lend_to(c->lender, &c->arena);
    return dbn_watch_start(&c->watch, watched, DBN_SPOOLS + 1, most_held(memory), err);
}

void
dbn_collection_rest(const dbn_collection *c)
{
    if (c->watch != NULL)
        dbn_watch_look(c->watch);
}

/* Another piece of a part, in the file. */
static dbn_status
add_piece(dbn_collection *c, uint32_t part)
{
    dbn_held_posting *items =
        dbn_spool_take(&c->spools[DBN_SPOOL_POSTINGS], PIECE_POSTINGS * sizeof *items);
    if (items == NULL)
        return DBN_ERR_IO;
    return dbn_vec_push(&c->arena, &c->postings[part].pieces,
                        (dbn_piece_of_part){items, 0, PIECE_POSTINGS});
}

/* Room in memory for one more. */
static dbn_status
grow_piece(dbn_collection *c, uint32_t part)
{
    dbn_part_postings *all = &c->postings[part];
    if (all->pieces.count == 0)
        DBN_TRY(dbn_vec_push(&c->arena, &all->pieces, (dbn_piece_of_part){0}));
    return dbn_vec_reserve(&c->parts[part], &all->pieces.items[0], 1) ? DBN_OK
                                                                      : DBN_ERR_NOMEM;
}

static dbn_status
add_posting(dbn_collection *c, uint32_t part, dbn_held_posting posting)
{
    dbn_part_postings *all = &c->postings[part];
    uint32_t count = all->pieces.count;
    bool is_full = count == 0 || all->pieces.items[count - 1].count ==
                                     all->pieces.items[count - 1].cap;
    if (is_full)
        DBN_TRY(c->memory > 0 ? add_piece(c, part) : grow_piece(c, part));
    dbn_piece_of_part *last = &all->pieces.items[all->pieces.count - 1];
    last->items[last->count++] = posting;
    all->count++;
    return DBN_OK;
}

_Static_assert(DBN_GRAM_PART_SHIFT - DBN_GRAM_ZEROS == 48, "what is held is all of it");

dbn_status
dbn_collection_add(dbn_collection *c, const dbn_signed *sign,
                   const dbn_json_input *json, dbn_span name, dbn_line_place place)
{
    dbn_collected document = {.sign = *sign,
                              .json = *json,
                              .place = place,
                              .name = name,
                              .first = c->occurrences.count,
                              .count = sign->occurrences.count};
    document.sign.occurrences = (dbn_occurrences){0};
    document.sign.postings = (dbn_postings){0};
    if (!keeps_text(sign, json))
        document.sign.text = (dbn_span){NULL, 0};
    DBN_TRY(copy_borrowed(&document, c));
    for (uint32_t i = 0; i < sign->postings.count; i++) {
        const dbn_posting *p = &sign->postings.items[i];
        dbn_held_posting held = {(uint32_t)(p->gram >> DBN_GRAM_ZEROS),
                                 (uint16_t)(p->gram >> (DBN_GRAM_ZEROS + 32)),
                                 (uint16_t)p->place, p->occurrence + document.first};
        uint32_t part = (uint32_t)(p->gram >> DBN_GRAM_PART_SHIFT);
        DBN_TRY(add_posting(c, part, held));
    }
    DBN_TRY(dbn_vec_append(&c->arena, &c->occurrences, sign->occurrences.items,
                           sign->occurrences.count));
    for (uint32_t i = document.first; i < c->occurrences.count; i++)
        c->occurrences.items[i].document = c->documents.count;
    if (c->documents.count % DOCUMENTS_REST == 0)
        dbn_collection_rest(c);
    return dbn_vec_push(&c->arena, &c->documents, document);
}

dbn_status
dbn_collection_add_failed(dbn_collection *c, dbn_span line)
{
    dbn_collected document = {.failed = line.ptr == NULL ? DBN_SPAN("") : line,
                              .first = c->occurrences.count};
    DBN_TRY(keep_text(c, &document.failed));
    return dbn_vec_push(&c->arena, &c->documents, document);
}
