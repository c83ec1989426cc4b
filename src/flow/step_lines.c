/*
 * One function a kind names its fields, for reading and writing alike: what is written
 * can be read again, and the order of the fields stands in one place.
 */
#include "flow/step_lines.h"

#include "base/utf8.h"
#include "dedup/cluster.h"
#include "text/fold.h"

#define AS_TEXT_(number) #number
#define AS_TEXT(number)  AS_TEXT_(number)
#define VERSION          "/" AS_TEXT(DBN_LINES_VERSION) "." AS_TEXT(DBN_KEY_VERSION)

static const dbn_span names[DBN_LINE_KINDS] = {
    [DBN_LINE_CENTRE] = {"centre" VERSION, sizeof "centre" VERSION - 1},
    [DBN_LINE_CONTENT] = {"content" VERSION, sizeof "content" VERSION - 1},
    [DBN_LINE_CONTRADICTION] = {"contradiction" VERSION,
                                sizeof "contradiction" VERSION - 1},
    [DBN_LINE_COPY] = {"copy" VERSION, sizeof "copy" VERSION - 1},
    [DBN_LINE_GONE] = {"gone" VERSION, sizeof "gone" VERSION - 1},
    [DBN_LINE_GRAM] = {"gram" VERSION, sizeof "gram" VERSION - 1},
    [DBN_LINE_LINK] = {"link" VERSION, sizeof "link" VERSION - 1},
    [DBN_LINE_PAIR] = {"pair" VERSION, sizeof "pair" VERSION - 1},
    [DBN_LINE_PASSAGE] = {"passage" VERSION, sizeof "passage" VERSION - 1},
    [DBN_LINE_SHARE] = {"share" VERSION, sizeof "share" VERSION - 1},
    [DBN_LINE_TEXT] = {"text" VERSION, sizeof "text" VERSION - 1},
    [DBN_LINE_TOLD] = {"told" VERSION, sizeof "told" VERSION - 1},
};

#define SHARE_MAX  1000U
#define STATE_MAX  DBN_NODE_GOES
#define GRAM_PLACE 4U /* digits */
#define GRAM       (16U + GRAM_PLACE)
#define MAPPING    32U

/* The fields of one line, which are read, or written. */
typedef struct coder {
    dbn_buffer *out;   /* NULL: they are read */
    dbn_arena *arena;  /* of `out`, or of what is read */
    dbn_span rest;     /* to be read; ptr NULL: no field is left */
    bool has_field;    /* one was written */
    dbn_status status; /* of the first that failed; the others are left alone then */
} coder;

int
dbn_rank_order(const dbn_rank *a, const dbn_rank *b)
{
    if (a->primary != b->primary)
        return a->primary < b->primary ? -1 : 1;
    int order = dbn_id_order(a->key, b->key);
    return order != 0 ? order
                      : (a->document > b->document) - (a->document < b->document);
}

/* ---- fields ---------------------------------------------------------------------- */

static void
fail(coder *c, dbn_status status)
{
    if (c->status == DBN_OK)
        c->status = status;
}

static void
put(coder *c, dbn_span bytes)
{
    if (c->status == DBN_OK &&
        dbn_vec_append(c->arena, c->out, bytes.ptr, (uint32_t)bytes.len) != DBN_OK)
        fail(c, DBN_ERR_NOMEM);
}

static void
begin_field(coder *c)
{
    if (c->has_field)
        put(c, DBN_SPAN("\t"));
    c->has_field = true;
}

static dbn_span
next_field(coder *c)
{
    dbn_span field = c->rest;
    if (field.ptr == NULL) {
        fail(c, DBN_ERR_SYNTAX);
        return DBN_SPAN("");
    }
    const char *tab = memchr(field.ptr, '\t', field.len);
    if (tab == NULL) {
        c->rest = (dbn_span){NULL, 0};
        return field;
    }
    size_t len = (size_t)(tab - field.ptr);
    c->rest = (dbn_span){tab + 1, field.len - len - 1};
    return (dbn_span){field.ptr, len};
}

/* The digits of a number, from 1 to 16 of them. */
static void
code_digits(coder *c, uint32_t digits, uint64_t *value)
{
    char bytes[16];
    if (c->out != NULL) {
        begin_field(c);
        dbn_hex_write(bytes, digits, *value);
        put(c, (dbn_span){bytes, digits});
        return;
    }
    dbn_span field = next_field(c);
    if (field.len != digits || !dbn_hex_read(value, field))
        fail(c, DBN_ERR_SYNTAX);
}

static void
code_number(coder *c, uint32_t digits, uint32_t *value)
{
    uint64_t wide = *value;
    code_digits(c, digits, &wide);
    *value = (uint32_t)wide;
}

static void
code_choice(coder *c, uint8_t *value, uint32_t most)
{
    uint64_t wide = *value;
    code_digits(c, 1, &wide);
    *value = (uint8_t)wide;
    if (wide > most)
        fail(c, DBN_ERR_SYNTAX);
}

static void
code_flag(coder *c, bool *value)
{
    uint8_t choice = *value;
    code_choice(c, &choice, 1);
    *value = choice == 1;
}

static void
code_share(coder *c, uint32_t *share)
{
    code_number(c, 4, share);
    if (*share > SHARE_MAX)
        fail(c, DBN_ERR_SYNTAX);
}

static void
code_range(coder *c, dbn_range *range)
{
    code_number(c, 8, &range->beg);
    code_number(c, 8, &range->end);
    if (range->end < range->beg)
        fail(c, DBN_ERR_SYNTAX);
}

static void
code_id(coder *c, dbn_id *id)
{
    char bytes[DBN_ID_DIGITS];
    if (c->out != NULL) {
        begin_field(c);
        dbn_id_write(bytes, *id);
        put(c, (dbn_span){bytes, DBN_ID_DIGITS});
        return;
    }
    if (!dbn_id_read(id, next_field(c)))
        fail(c, DBN_ERR_SYNTAX);
}

/* ---- texts -----------------------------------------------------------------------
 */

/* The letters of escapes, and what they stand for. */
static const char letters[] = "\\tnr0";
static const char escaped[] = "\\\t\n\r";

/* The index of the byte among those that are escaped; their number for others. */
static size_t
escape_of(char byte)
{
    size_t i = 0;
    while (i < sizeof escaped && escaped[i] != byte)
        i++;
    return i;
}

static void
put_text(coder *c, dbn_span text)
{
    size_t done = 0;
    begin_field(c);
    for (size_t at = 0; at < text.len; at++) {
        char byte = text.ptr[at];
        if ((byte > '\r' && byte != '\\') || (unsigned char)byte >= 0x80)
            continue;
        size_t escape = escape_of(byte);
        if (escape == sizeof escaped)
            continue;
        put(c, (dbn_span){text.ptr + done, at - done});
        put(c, (dbn_span){(const char[]){'\\', letters[escape]}, 2});
        done = at + 1;
    }
    put(c, (dbn_span){text.len == 0 ? "" : text.ptr + done, text.len - done});
}

static void
read_escapes(coder *c, dbn_span *text, dbn_span field)
{
    char *bytes = dbn_arena_alloc(c->arena, field.len);
    size_t len = 0;
    if (bytes == NULL) {
        fail(c, DBN_ERR_NOMEM);
        return;
    }
    for (size_t at = 0; at < field.len; at++) {
        bytes[len++] = field.ptr[at];
        if (field.ptr[at] != '\\')
            continue;
        const char *letter = at + 1 == field.len
                                 ? NULL
                                 : memchr(letters, field.ptr[at + 1], sizeof escaped);
        if (letter == NULL) {
            fail(c, DBN_ERR_SYNTAX);
            return;
        }
        bytes[len - 1] = escaped[letter - letters];
        at++;
    }
    *text = (dbn_span){bytes, len};
}

static void
code_text(coder *c, dbn_span *text)
{
    if (c->out != NULL) {
        put_text(c, *text);
        return;
    }
    dbn_span field = next_field(c);
    *text = field;
    if (field.len > 0 && memchr(field.ptr, '\\', field.len) != NULL)
        read_escapes(c, text, field);
}

/* A text that is compared; ids are names, which may be those of files: any bytes. */
static void
code_utf8(coder *c, dbn_span *text)
{
    code_text(c, text);
    if (c->status == DBN_OK && dbn_utf8_invalid_at(*text, 0) != text->len)
        fail(c, DBN_ERR_SYNTAX);
}

/* ---- lists: one field, entries of one width ---------------------------------------
 */

static void
put_hex(coder *c, uint32_t digits, uint64_t value)
{
    char bytes[16];
    dbn_hex_write(bytes, digits, value);
    put(c, (dbn_span){bytes, digits});
}

/* Cut the first digits off the field. */
static uint64_t
take_hex(coder *c, dbn_span *field, uint32_t digits)
{
    uint64_t value = 0;
    if (field->len < digits || !dbn_hex_read(&value, (dbn_span){field->ptr, digits})) {
        fail(c, DBN_ERR_SYNTAX);
        *field = DBN_SPAN("");
        return 0;
    }
    *field = (dbn_span){field->ptr + digits, field->len - digits};
    return value;
}

static void
code_grams(coder *c, dbn_grams *grams)
{
    if (c->out != NULL) {
        begin_field(c);
        for (uint32_t i = 0; i < grams->count; i++) {
            put_hex(c, 16, grams->items[i].hash);
            put_hex(c, GRAM_PLACE, (uint16_t)grams->items[i].place);
        }
        return;
    }
    dbn_span field = next_field(c);
    *grams = (dbn_grams){0};
    if (!dbn_vec_reserve(c->arena, grams, (uint32_t)(field.len / GRAM)))
        fail(c, DBN_ERR_NOMEM);
    while (field.len > 0 && c->status == DBN_OK) {
        uint64_t hash = take_hex(c, &field, 16);
        dbn_gram gram = {hash, (uint32_t)take_hex(c, &field, GRAM_PLACE)};
        if (dbn_vec_push(c->arena, grams, gram) != DBN_OK)
            fail(c, DBN_ERR_NOMEM);
    }
}

static void
code_page(coder *c, dbn_mappings *page)
{
    if (c->out != NULL) {
        begin_field(c);
        for (uint32_t i = 0; i < page->count; i++) {
            const dbn_mapping *m = &page->items[i];
            const uint32_t numbers[] = {m->text.beg, m->text.end, m->source.beg,
                                        m->source.end};
            for (int k = 0; k < 4; k++)
                put_hex(c, 8, numbers[k]);
        }
        return;
    }
    dbn_span field = next_field(c);
    *page = (dbn_mappings){0};
    if (!dbn_vec_reserve(c->arena, page, (uint32_t)(field.len / MAPPING)))
        fail(c, DBN_ERR_NOMEM);
    while (field.len > 0 && c->status == DBN_OK) {
        uint32_t n[4];
        for (int k = 0; k < 4; k++)
            n[k] = (uint32_t)take_hex(c, &field, 8);
        if (n[0] > n[1] || n[2] > n[3])
            fail(c, DBN_ERR_SYNTAX);
        if (dbn_vec_push(c->arena, page, (dbn_mapping){{n[0], n[1]}, {n[2], n[3]}}) !=
            DBN_OK)
            fail(c, DBN_ERR_NOMEM);
    }
}

/* ---- kinds ------------------------------------------------------------------------
 */

static void
code_name(coder *c, dbn_line_kind kind)
{
    if (c->out != NULL) {
        begin_field(c);
        put(c, names[kind]);
    } else {
        (void)next_field(c); /* dbn_line_peek() has seen it */
    }
}

static void
code_rank(coder *c, dbn_rank *rank)
{
    code_digits(c, 16, &rank->primary);
    code_id(c, &rank->key);
    code_digits(c, 16, &rank->document);
}

static void
code_standing(coder *c, dbn_standing *at)
{
    code_rank(c, &at->rank);
    code_range(c, &at->range);
    code_text(c, &at->id);
    code_utf8(c, &at->host);
    code_page(c, &at->page);
}

static void
code_content(coder *c, dbn_content_line *line)
{
    code_id(c, &line->content);
    code_name(c, DBN_LINE_CONTENT);
    code_standing(c, &line->at);
    code_choice(c, &line->unit, DBN_UNIT_COUNT - 1);
    code_utf8(c, &line->lang);
    code_grams(c, &line->grams);
    code_utf8(c, &line->text);
    if (c->status == DBN_OK && line->text.len != dbn_range_len(line->at.range))
        fail(c, DBN_ERR_SYNTAX);
}

static void
code_gram(coder *c, dbn_gram_line *line)
{
    code_digits(c, 16, &line->gram);
    code_name(c, DBN_LINE_GRAM);
    code_rank(c, &line->rank);
    code_number(c, 8, &line->beg);
    code_number(c, 8, &line->len);
    code_id(c, &line->content);
    code_choice(c, &line->unit, DBN_UNIT_COUNT - 1);
    code_number(c, 8, &line->grams);
    code_number(c, GRAM_PLACE, &line->place);
}

static void
code_sharing(coder *c, dbn_share_line *line)
{
    code_id(c, &line->asker);
    code_name(c, DBN_LINE_SHARE);
    code_number(c, 8, &line->other_len);
    code_id(c, &line->other);
    code_digits(c, 16, &line->gram);
    code_number(c, GRAM_PLACE, &line->place);
    code_number(c, GRAM_PLACE, &line->other_place);
    code_flag(c, &line->is_common);
    code_choice(c, &line->unit, DBN_UNIT_COUNT - 1);
    code_number(c, 8, &line->grams);
    code_number(c, 8, &line->other_grams);
}

static void
code_pair(coder *c, dbn_pair_line *line)
{
    code_id(c, &line->a);
    code_name(c, DBN_LINE_PAIR);
    code_id(c, &line->b);
}

static void
code_text_line(coder *c, dbn_text_line *line)
{
    code_id(c, &line->b);
    code_name(c, DBN_LINE_TEXT);
    code_id(c, &line->a);
    code_standing(c, &line->at);
    code_utf8(c, &line->lang);
    code_utf8(c, &line->text);
}

static void
code_link(coder *c, dbn_link_line *line)
{
    code_id(c, &line->own);
    code_name(c, DBN_LINE_LINK);
    code_id(c, &line->other);
    for (int i = 0; i < 2; i++) {
        code_standing(c, &line->at[i]);
        code_share(c, &line->share[i]);
        code_choice(c, &line->state[i], STATE_MAX);
    }
    code_choice(c, &line->relation, DBN_RELATION_SYNDICATED);
}

static void
code_centre(coder *c, dbn_centre_line *line)
{
    code_id(c, &line->own);
    code_name(c, DBN_LINE_CENTRE);
    code_standing(c, &line->at);
    code_share(c, &line->share);
    code_choice(c, &line->relation, DBN_RELATION_SYNDICATED);
}

static void
code_passage(coder *c, dbn_passage_line *line)
{
    code_id(c, &line->own);
    code_name(c, DBN_LINE_PASSAGE);
    code_range(c, &line->goes);
    code_standing(c, &line->stays);
    code_share(c, &line->share);
    code_choice(c, &line->relation, DBN_RELATION_SYNDICATED);
}

/* All of a copy but whose it is, in the order in which a line says them. */
static void
code_copy_fields(coder *c, dbn_copy_line *line)
{
    dbn_corpus_copy *copy = &line->copy;
    uint32_t score = copy->score;
    code_choice(c, &copy->unit, DBN_UNIT_COUNT - 1);
    code_flag(c, &copy->is_survivor);
    code_range(c, &copy->range);
    code_rank(c, &line->partner);
    code_range(c, &copy->partner_range);
    code_range(c, &copy->own);
    code_share(c, &score);
    code_choice(c, &copy->relation, DBN_RELATION_SYNDICATED);
    code_flag(c, &copy->is_removed);
    code_text(c, &copy->partner);
    copy->score = (uint16_t)score;
}

static void
code_copy(coder *c, dbn_copy_line *line)
{
    code_digits(c, 16, &line->document);
    code_name(c, DBN_LINE_COPY);
    code_copy_fields(c, line);
}

static void
code_told(coder *c, dbn_told_line *line)
{
    code_digits(c, 16, &line->partner);
    code_name(c, DBN_LINE_TOLD);
    code_digits(c, 16, &line->copy.document);
    code_copy_fields(c, &line->copy);
}

static void
code_gone(coder *c, dbn_gone_line *line)
{
    code_digits(c, 16, &line->document);
    code_name(c, DBN_LINE_GONE);
}

static void
code_contradiction(coder *c, dbn_contradiction_line *line)
{
    dbn_corpus_contradiction *contradiction = &line->contradiction;
    code_digits(c, 16, &line->document);
    code_name(c, DBN_LINE_CONTRADICTION);
    code_range(c, &contradiction->range);
    code_rank(c, &line->partner);
    code_range(c, &contradiction->partner_range);
    code_choice(c, &contradiction->kind, DBN_CONTRADICTS_CERTAINTY);
    code_text(c, &contradiction->partner);
}

static void
code_line(coder *c, dbn_line *line)
{
    switch (line->kind) {
    case DBN_LINE_CENTRE:
        code_centre(c, &line->as.centre);
        break;
    case DBN_LINE_CONTENT:
        code_content(c, &line->as.content);
        break;
    case DBN_LINE_CONTRADICTION:
        code_contradiction(c, &line->as.contradiction);
        break;
    case DBN_LINE_COPY:
        code_copy(c, &line->as.copy);
        break;
    case DBN_LINE_GONE:
        code_gone(c, &line->as.gone);
        break;
    case DBN_LINE_GRAM:
        code_gram(c, &line->as.gram);
        break;
    case DBN_LINE_LINK:
        code_link(c, &line->as.link);
        break;
    case DBN_LINE_PAIR:
        code_pair(c, &line->as.pair);
        break;
    case DBN_LINE_PASSAGE:
        code_passage(c, &line->as.passage);
        break;
    case DBN_LINE_SHARE:
        code_sharing(c, &line->as.share);
        break;
    case DBN_LINE_TEXT:
        code_text_line(c, &line->as.text);
        break;
    case DBN_LINE_TOLD:
        code_told(c, &line->as.told);
        break;
    case DBN_LINE_KINDS:
        break;
    }
}

/* ---- lines ------------------------------------------------------------------------
 */

bool
dbn_line_peek(dbn_span *key, dbn_line_kind *kind, dbn_span line)
{
    coder c = {.rest = line};
    dbn_span first = next_field(&c), second = next_field(&c);
    if (c.status != DBN_OK || first.len == 0)
        return false;
    for (int i = 0; i < DBN_LINE_KINDS; i++) {
        if (!dbn_span_equal(second, names[i]))
            continue;
        *key = first;
        *kind = (dbn_line_kind)i;
        return true;
    }
    return false;
}

dbn_status
dbn_line_read(dbn_line *out, dbn_span line, dbn_arena *arena)
{
    dbn_span key;
    coder c = {.arena = arena, .rest = line};
    *out = (dbn_line){0};
    if (!dbn_line_peek(&key, &out->kind, line))
        return DBN_ERR_SYNTAX;
    code_line(&c, out);
    if (c.rest.ptr != NULL)
        fail(&c, DBN_ERR_SYNTAX);
    return c.status;
}

dbn_status
dbn_line_write(dbn_buffer *out, const dbn_line *line, dbn_arena *arena)
{
    coder c = {.arena = arena, .out = out};
    dbn_line written = *line; /* fields are named for reading, too */
    code_line(&c, &written);
    put(&c, DBN_SPAN("\n"));
    return c.status;
}

dbn_status
dbn_line_follow(dbn_bytes *before, const dbn_item *item, dbn_error *error)
{
    dbn_span line = dbn_bytes_span(&item->content);
    if (before->len > 0 && dbn_span_order(dbn_bytes_span(before), line) > 0)
        return dbn_fail(error, DBN_ERR_SYNTAX,
                        "line %llu of '%s' comes before the one in front of it: sort "
                        "the lines by their bytes (LC_ALL=C sort)",
                        (unsigned long long)item->line, item->name.ptr);
    return dbn_bytes_set(before, line) ? DBN_OK : DBN_ERR_NOMEM;
}
