#include "lang/affix.h"

#include "base/utf8.h"

#define FLAGS       65537U
#define SHOWN(text) (int)((text).len < 60 ? (text).len : 60), (text).ptr

bool
dbn_line_next(dbn_span *line, dbn_span *file)
{
    if (file->len == 0)
        return false;
    const char *end = memchr(file->ptr, '\n', file->len);
    size_t len = end == NULL ? file->len : (size_t)(end - file->ptr);
    *line = (dbn_span){file->ptr, len};
    len += end != NULL;
    *file = (dbn_span){file->ptr + len, file->len - len};
    if (line->len > 0 && line->ptr[line->len - 1] == '\r')
        line->len--;
    return true;
}

dbn_span
dbn_field_next(dbn_span *line)
{
    size_t beg = 0, end;
    while (beg < line->len && (line->ptr[beg] == ' ' || line->ptr[beg] == '\t'))
        beg++;
    for (end = beg; end < line->len && line->ptr[end] != ' ' && line->ptr[end] != '\t';)
        end++;
    dbn_span field = {line->ptr + beg, end - beg};
    *line = (dbn_span){line->ptr + end, line->len - end};
    return field;
}

dbn_span
dbn_affixes_decode(const dbn_affixes *affixes, dbn_span text, dbn_arena *arena)
{
    size_t high = 0;
    for (size_t i = 0; i < text.len; i++)
        high += (unsigned char)text.ptr[i] >= 0x80;
    if (!affixes->is_latin1 || high == 0)
        return text;
    char *out = dbn_arena_alloc(arena, text.len + high);
    size_t len = 0;
    for (size_t i = 0; out != NULL && i < text.len; i++)
        len += dbn_utf8_encode(out + len, (unsigned char)text.ptr[i]);
    return (dbn_span){out, len};
}

/* ---- flags ------------------------------------------------------------------ */

static uint32_t
number_of(dbn_span text)
{
    uint32_t number = 0;
    for (size_t i = 0; i < text.len && dbn_is_ascii_digit(text.ptr[i]); i++)
        number = number * 10 + (uint32_t)(text.ptr[i] - '0') % 10;
    return number;
}

/* Cut one flag off `text`. */
static uint16_t
next_flag(dbn_flag_kind kind, dbn_span *text)
{
    uint32_t len = 1, flag = (unsigned char)text->ptr[0];
    switch (kind) {
    case DBN_FLAG_BYTE:
        break;
    case DBN_FLAG_LONG:
        if (text->len > 1)
            flag = flag << 8 | (unsigned char)text->ptr[1];
        len = text->len > 1 ? 2 : 1;
        break;
    case DBN_FLAG_CODE:
        flag = dbn_utf8_decode(*text, 0, &len);
        break;
    case DBN_FLAG_NUMBER:
        flag = number_of(*text);
        while (len < text->len && text->ptr[len - 1] != ',')
            len++;
        break;
    }
    *text = (dbn_span){text->ptr + len, text->len - len};
    return (uint16_t)flag;
}

static dbn_status
split_flags(dbn_flags *out, dbn_flag_kind kind, dbn_span text, dbn_arena *arena)
{
    uint16_t *items = dbn_arena_alloc(arena, (text.len + 1) * sizeof *items);
    if (items == NULL)
        return DBN_ERR_NOMEM;
    *out = (dbn_flags){items, 0};
    while (text.len > 0)
        items[out->count++] = next_flag(kind, &text);
    return DBN_OK;
}

dbn_status
dbn_flags_read(dbn_flags *out, const dbn_affixes *affixes, dbn_span text,
               dbn_arena *arena)
{
    if (affixes->aliases.count == 0)
        return split_flags(out, affixes->flag_kind, text, arena);
    uint32_t number = number_of(text);
    *out = (dbn_flags){NULL, 0};
    if (number > 0 && number <= affixes->aliases.count)
        *out = affixes->aliases.items[number - 1];
    return DBN_OK;
}

bool
dbn_flags_have(dbn_flags flags, uint16_t flag)
{
    for (uint32_t i = 0; flag != 0 && i < flags.count; i++)
        if (flags.items[i] == flag)
            return true;
    return false;
}

/* ---- affixes ---------------------------------------------------------------- */

/* "[^aeiou]y" */
static dbn_status
read_conditions(dbn_affix *affix, dbn_span text, dbn_arena *arena)
{
    dbn_condition *items = dbn_arena_alloc(arena, (text.len + 1) * sizeof *items);
    if (items == NULL)
        return DBN_ERR_NOMEM;
    affix->conditions = items;
    if (dbn_span_equal(text, DBN_SPAN(".")))
        return DBN_OK;
    for (size_t at = 0; at < text.len;) {
        dbn_condition *c = &items[affix->condition_count++];
        uint32_t len = dbn_utf8_len((unsigned char)text.ptr[at]);
        if (text.ptr[at] == '[') {
            at++;
            c->is_negated = at < text.len && text.ptr[at] == '^';
            at += c->is_negated;
            size_t beg = at;
            while (at < text.len && text.ptr[at] != ']')
                at++;
            c->letters = (dbn_span){text.ptr + beg, at - beg};
            at++;
            continue;
        }
        if (len > text.len - at)
            len = (uint32_t)(text.len - at);
        c->is_any = text.ptr[at] == '.';
        c->letters = (dbn_span){text.ptr + at, len};
        at += len;
    }
    return DBN_OK;
}

/* A field in which a lone 0 is nothing. */
static dbn_span
or_nothing(dbn_span field)
{
    return dbn_span_equal(field, DBN_SPAN("0")) ? (dbn_span){field.ptr, 0} : field;
}

typedef struct reader {
    dbn_affixes *out;
    dbn_arena *arena;
    dbn_error *err;
    uint32_t left; /* lines of the class of affixes under way */
    bool crosses;
} reader;

static dbn_status
read_affix(reader *r, dbn_affix_table *table, dbn_span line)
{
    dbn_span name = dbn_field_next(&line), strip = dbn_field_next(&line);
    if (r->left == 0) { /* "SFX A Y 12": the class, whether it crosses, its lines */
        r->crosses = dbn_span_equal(strip, DBN_SPAN("Y"));
        r->left = number_of(dbn_field_next(&line));
        return DBN_OK;
    }
    r->left--;
    dbn_span append = dbn_field_next(&line), condition = dbn_field_next(&line);
    const char *slash = memchr(append.ptr, '/', append.len);
    dbn_affix affix = {.flag = name.len == 0 ? 0 : next_flag(r->out->flag_kind, &name),
                       .crosses = r->crosses};
    if (slash != NULL) {
        dbn_span flags = {slash + 1, (size_t)(append.ptr + append.len - slash - 1)};
        append.len = (size_t)(slash - append.ptr);
        DBN_TRY(dbn_flags_read(&affix.next, r->out, flags, r->arena));
    }
    affix.strip = dbn_affixes_decode(r->out, or_nothing(strip), r->arena);
    affix.append = dbn_affixes_decode(r->out, or_nothing(append), r->arena);
    condition = dbn_affixes_decode(r->out, condition, r->arena);
    if (affix.strip.ptr == NULL || affix.append.ptr == NULL || condition.ptr == NULL)
        return DBN_ERR_NOMEM;
    affix.is_elision = table == &r->out->prefixes && affix.append.len > 0 &&
                       memchr(affix.append.ptr, '\'', affix.append.len) != NULL;
    DBN_TRY(read_conditions(&affix, condition, r->arena));
    return dbn_vec_push(r->arena, &table->items, affix);
}

static int
by_flag(const void *left, const void *right)
{
    const dbn_affix *a = left, *b = right;
    if (a->flag != b->flag)
        return a->flag < b->flag ? -1 : 1;
    return (a->append.ptr > b->append.ptr) - (a->append.ptr < b->append.ptr);
}

static dbn_status
index_table(dbn_affix_table *table, dbn_arena *arena)
{
    table->first = dbn_arena_alloc(arena, FLAGS * sizeof *table->first);
    if (table->first == NULL)
        return DBN_ERR_NOMEM;
    if (table->items.count > 1)
        qsort(table->items.items, table->items.count, sizeof(dbn_affix), by_flag);
    uint32_t at = 0;
    for (uint32_t flag = 0; flag < FLAGS; flag++) {
        while (at < table->items.count && table->items.items[at].flag < flag)
            at++;
        table->first[flag] = at;
    }
    return DBN_OK;
}

/* ---- parts of speech ----------------------------------------------------------- */

dbn_status
dbn_affixes_judge(dbn_affixes *affixes, const dbn_inflection *inflection,
                  dbn_arena *arena)
{
    affixes->inflection = inflection;
    for (uint32_t i = 0; i < affixes->suffixes.items.count; i++) {
        dbn_affix *affix = &affixes->suffixes.items.items[i];
        for (uint32_t k = 0; k < inflection->derivations.count; k++)
            affix->derives |=
                dbn_span_equal(affix->append, inflection->derivations.items[k]);
    }
    for (uint32_t i = 0; i < inflection->flags.count; i++) {
        const dbn_part_mark *mark = &inflection->flags.items[i];
        dbn_span text = mark->text;
        if (text.len == 0)
            continue;
        dbn_part_flag flag = {next_flag(affixes->flag_kind, &text), mark->part};
        DBN_TRY(dbn_vec_push(arena, &affixes->part_flags, flag));
    }
    return DBN_OK;
}

/* ---- the rest of the file ----------------------------------------------------- */

static dbn_status
read_encoding(reader *r, dbn_span name)
{
    r->out->is_latin1 = dbn_span_equal_ascii(name, DBN_SPAN("ISO8859-1"));
    if (r->out->is_latin1 || dbn_span_equal_ascii(name, DBN_SPAN("UTF-8")))
        return DBN_OK;
    return dbn_fail(r->err, DBN_ERR_SYNTAX,
                    "dictionaries in '%.*s' are not read: in UTF-8 and ISO8859-1 only",
                    SHOWN(name));
}

static void
read_flag_kind(reader *r, dbn_span name)
{
    if (dbn_span_equal_ascii(name, DBN_SPAN("long")))
        r->out->flag_kind = DBN_FLAG_LONG;
    else if (dbn_span_equal_ascii(name, DBN_SPAN("num")))
        r->out->flag_kind = DBN_FLAG_NUMBER;
    else if (dbn_span_equal_ascii(name, DBN_SPAN("UTF-8")))
        r->out->flag_kind = DBN_FLAG_CODE;
}

/* A flag with a meaning; false where `key` is none of these. */
static bool
read_meaning(reader *r, dbn_span key, dbn_span value)
{
    const struct {
        const char *key;
        uint16_t *flag;
    } meanings[] = {
        {"NEEDAFFIX", &r->out->needs_affix}, {"FORBIDDENWORD", &r->out->forbidden},
        {"KEEPCASE", &r->out->keeps_case},   {"CIRCUMFIX", &r->out->circumfix},
        {"NOSUGGEST", &r->out->unsuggested}, {"ONLYINCOMPOUND", &r->out->in_compounds},
    };
    for (size_t i = 0; i < sizeof meanings / sizeof meanings[0]; i++) {
        if (!dbn_span_equal(key, dbn_span_of(meanings[i].key)))
            continue;
        if (value.len > 0)
            *meanings[i].flag = next_flag(r->out->flag_kind, &value);
        return true;
    }
    return false;
}

static dbn_status
read_line(reader *r, dbn_span line)
{
    dbn_affixes *out = r->out;
    dbn_span key = dbn_field_next(&line), rest = line, value = dbn_field_next(&rest);
    if (dbn_span_equal(key, DBN_SPAN("SFX")))
        return read_affix(r, &out->suffixes, line);
    if (dbn_span_equal(key, DBN_SPAN("PFX")))
        return read_affix(r, &out->prefixes, line);
    if (dbn_span_equal(key, DBN_SPAN("SET")))
        return read_encoding(r, value);
    dbn_span second = dbn_field_next(&rest);
    if (dbn_span_equal(key, DBN_SPAN("FLAG")))
        read_flag_kind(r, value);
    else if (dbn_span_equal(key, DBN_SPAN("FULLSTRIP")))
        out->strips_whole = true;
    else if (dbn_span_equal(key, DBN_SPAN("OCONV")) && second.len > 0)
        return dbn_vec_push(r->arena, &out->outputs, (dbn_conversion){value, second});
    else if (dbn_span_equal(key, DBN_SPAN("AF")) && second.len == 0 &&
             out->aliases.count == 0 && out->aliases.cap == 0)
        return dbn_vec_reserve(r->arena, &out->aliases, 1) ? DBN_OK : DBN_ERR_NOMEM;
    else if (dbn_span_equal(key, DBN_SPAN("AF"))) {
        dbn_flags flags;
        DBN_TRY(split_flags(&flags, out->flag_kind, value, r->arena));
        return dbn_vec_push(r->arena, &out->aliases, flags);
    } else if (!read_meaning(r, key, value))
        out->is_open |= dbn_span_starts(key, DBN_SPAN("COMPOUND")) ||
                        dbn_span_equal(key, DBN_SPAN("CHECKSHARPS"));
    return DBN_OK;
}

dbn_status
dbn_affixes_read(dbn_affixes *out, dbn_span file, dbn_arena *arena, dbn_error *err)
{
    dbn_error own = {0};
    reader r = {.out = out, .arena = arena, .err = err == NULL ? &own : err};
    *out = (dbn_affixes){0};
    if (dbn_span_starts(file, DBN_SPAN("\xEF\xBB\xBF")))
        file = (dbn_span){file.ptr + 3, file.len - 3};
    for (dbn_span line; dbn_line_next(&line, &file);)
        if (line.len > 0 && line.ptr[0] != '#')
            DBN_TRY(read_line(&r, line));
    DBN_TRY(index_table(&out->prefixes, arena));
    return index_table(&out->suffixes, arena);
}
