#include "flow/step_fields.h"

#include "base/utf8.h"

#define SHARE_MAX 1000U
#define GRAM      (16U + DBN_GRAM_PLACE)
#define MAPPING   32U

/* ---- fields ---------------------------------------------------------------------- */

void
dbn_coder_fail(dbn_coder *c, dbn_status status)
{
    if (c->status == DBN_OK)
        c->status = status;
}

void
dbn_coder_put(dbn_coder *c, dbn_span bytes)
{
    if (c->status == DBN_OK &&
        dbn_vec_append(c->arena, c->out, bytes.ptr, (uint32_t)bytes.len) != DBN_OK)
        dbn_coder_fail(c, DBN_ERR_NOMEM);
}

void
dbn_coder_begin(dbn_coder *c)
{
    if (c->has_field)
        dbn_coder_put(c, DBN_SPAN("\t"));
    c->has_field = true;
}

dbn_span
dbn_coder_next(dbn_coder *c)
{
    dbn_span field = c->rest;
    if (field.ptr == NULL) {
        dbn_coder_fail(c, DBN_ERR_SYNTAX);
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
void
dbn_code_digits(dbn_coder *c, uint32_t digits, uint64_t *value)
{
    char bytes[16];
    if (c->out != NULL) {
        dbn_coder_begin(c);
        dbn_hex_write(bytes, digits, *value);
        dbn_coder_put(c, (dbn_span){bytes, digits});
        return;
    }
    dbn_span field = dbn_coder_next(c);
    if (field.len != digits || !dbn_hex_read(value, field))
        dbn_coder_fail(c, DBN_ERR_SYNTAX);
}

void
dbn_code_number(dbn_coder *c, uint32_t digits, uint32_t *value)
{
    uint64_t wide = *value;
    dbn_code_digits(c, digits, &wide);
    *value = (uint32_t)wide;
}

void
dbn_code_choice(dbn_coder *c, uint8_t *value, uint32_t most)
{
    uint64_t wide = *value;
    dbn_code_digits(c, 1, &wide);
    *value = (uint8_t)wide;
    if (wide > most)
        dbn_coder_fail(c, DBN_ERR_SYNTAX);
}

void
dbn_code_flag(dbn_coder *c, bool *value)
{
    uint8_t choice = *value;
    dbn_code_choice(c, &choice, 1);
    *value = choice == 1;
}

void
dbn_code_share(dbn_coder *c, uint32_t *share)
{
    dbn_code_number(c, 4, share);
    if (*share > SHARE_MAX)
        dbn_coder_fail(c, DBN_ERR_SYNTAX);
}

void
dbn_code_range(dbn_coder *c, dbn_range *range)
{
    dbn_code_number(c, 8, &range->beg);
    dbn_code_number(c, 8, &range->end);
    if (range->end < range->beg)
        dbn_coder_fail(c, DBN_ERR_SYNTAX);
}

void
dbn_code_id(dbn_coder *c, dbn_id *id)
{
    char bytes[DBN_ID_DIGITS];
    if (c->out != NULL) {
        dbn_coder_begin(c);
        dbn_id_write(bytes, *id);
        dbn_coder_put(c, (dbn_span){bytes, DBN_ID_DIGITS});
        return;
    }
    if (!dbn_id_read(id, dbn_coder_next(c)))
        dbn_coder_fail(c, DBN_ERR_SYNTAX);
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

/* May one of BLOCK bytes be escaped? Without branches, so that a compiler makes a few
 * instructions for all of them of it. */
#define BLOCK 32
static inline bool
may_escape(const char *text)
{
    unsigned char any = 0;
    for (int i = 0; i < BLOCK; i++) {
        unsigned char byte = (unsigned char)text[i];
        any |= (unsigned char)((byte <= '\r') | (byte == '\\'));
    }
    return any != 0;
}

static void
put_text(dbn_coder *c, dbn_span text)
{
    size_t done = 0;
    dbn_coder_begin(c);
    for (size_t at = 0; at < text.len; at++) {
        while (text.len - at > BLOCK && !may_escape(text.ptr + at))
            at += BLOCK;
        char byte = text.ptr[at];
        if ((byte > '\r' && byte != '\\') || (unsigned char)byte >= 0x80)
            continue;
        size_t escape = escape_of(byte);
        if (escape == sizeof escaped)
            continue;
        dbn_coder_put(c, (dbn_span){text.ptr + done, at - done});
        dbn_coder_put(c, (dbn_span){(const char[]){'\\', letters[escape]}, 2});
        done = at + 1;
    }
    dbn_coder_put(c, (dbn_span){text.len == 0 ? "" : text.ptr + done, text.len - done});
}

static void
read_escapes(dbn_coder *c, dbn_span *text, dbn_span field)
{
    char *bytes = dbn_arena_alloc(c->arena, field.len);
    size_t len = 0;
    if (bytes == NULL) {
        dbn_coder_fail(c, DBN_ERR_NOMEM);
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
            dbn_coder_fail(c, DBN_ERR_SYNTAX);
            return;
        }
        bytes[len - 1] = escaped[letter - letters];
        at++;
    }
    *text = (dbn_span){bytes, len};
}

void
dbn_code_text(dbn_coder *c, dbn_span *text)
{
    if (c->out != NULL) {
        put_text(c, *text);
        return;
    }
    dbn_span field = dbn_coder_next(c);
    *text = field;
    if (field.len > 0 && memchr(field.ptr, '\\', field.len) != NULL)
        read_escapes(c, text, field);
}

/* A text that is compared, decoded where it is written; ids are names, which may be
 * those of files: any bytes. */
void
dbn_code_utf8(dbn_coder *c, dbn_span *text)
{
    dbn_code_text(c, text);
    if (c->out == NULL && c->status == DBN_OK &&
        dbn_utf8_invalid_at(*text, 0) != text->len)
        dbn_coder_fail(c, DBN_ERR_SYNTAX);
}

/* ---- lists: one field, entries of one width ---------------------------------------
 */

static void
put_hex(dbn_coder *c, uint32_t digits, uint64_t value)
{
    char bytes[16];
    dbn_hex_write(bytes, digits, value);
    dbn_coder_put(c, (dbn_span){bytes, digits});
}

/* Cut the first digits off the field. */
static uint64_t
take_hex(dbn_coder *c, dbn_span *field, uint32_t digits)
{
    uint64_t value = 0;
    if (field->len < digits || !dbn_hex_read(&value, (dbn_span){field->ptr, digits})) {
        dbn_coder_fail(c, DBN_ERR_SYNTAX);
        *field = DBN_SPAN("");
        return 0;
    }
    *field = (dbn_span){field->ptr + digits, field->len - digits};
    return value;
}

/* Grams that are put at once. */
#define GRAMS_AT_ONCE 64

static void
put_grams(dbn_coder *c, const dbn_grams *grams)
{
    char bytes[GRAMS_AT_ONCE * GRAM];
    uint32_t len = 0;
    dbn_coder_begin(c);
    for (uint32_t i = 0; i < grams->count; i++) {
        dbn_hex_write(bytes + len, 16, grams->items[i].hash);
        dbn_hex_write(bytes + len + 16, DBN_GRAM_PLACE,
                      (uint16_t)grams->items[i].place);
        len += GRAM;
        if (len < sizeof bytes && i + 1 < grams->count)
            continue;
        dbn_coder_put(c, (dbn_span){bytes, len});
        len = 0;
    }
}

void
dbn_code_grams(dbn_coder *c, dbn_grams *grams)
{
    if (c->out != NULL) {
        put_grams(c, grams);
        return;
    }
    dbn_span field = dbn_coder_next(c);
    *grams = (dbn_grams){0};
    if (!dbn_vec_reserve(c->arena, grams, (uint32_t)(field.len / GRAM)))
        dbn_coder_fail(c, DBN_ERR_NOMEM);
    while (field.len > 0 && c->status == DBN_OK) {
        uint64_t hash = take_hex(c, &field, 16);
        dbn_gram gram = {hash, (uint32_t)take_hex(c, &field, DBN_GRAM_PLACE)};
        if (dbn_vec_push(c->arena, grams, gram) != DBN_OK)
            dbn_coder_fail(c, DBN_ERR_NOMEM);
    }
}

void
dbn_code_page(dbn_coder *c, dbn_mappings *page)
{
    if (c->out != NULL) {
        dbn_coder_begin(c);
        for (uint32_t i = 0; i < page->count; i++) {
            const dbn_mapping *m = &page->items[i];
            const uint32_t numbers[] = {m->text.beg, m->text.end, m->source.beg,
                                        m->source.end};
            for (int k = 0; k < 4; k++)
                put_hex(c, 8, numbers[k]);
        }
        return;
    }
    dbn_span field = dbn_coder_next(c);
    *page = (dbn_mappings){0};
    if (!dbn_vec_reserve(c->arena, page, (uint32_t)(field.len / MAPPING)))
        dbn_coder_fail(c, DBN_ERR_NOMEM);
    while (field.len > 0 && c->status == DBN_OK) {
        uint32_t n[4];
        for (int k = 0; k < 4; k++)
            n[k] = (uint32_t)take_hex(c, &field, 8);
        if (n[0] > n[1] || n[2] > n[3])
            dbn_coder_fail(c, DBN_ERR_SYNTAX);
        if (dbn_vec_push(c->arena, page, (dbn_mapping){{n[0], n[1]}, {n[2], n[3]}}) !=
            DBN_OK)
            dbn_coder_fail(c, DBN_ERR_NOMEM);
    }
}
