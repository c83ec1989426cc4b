/*
 * Expansion.
 *
 * hunspell takes a word apart: a prefix off, a suffix off, another suffix off, until an
 * entry is left whose flags allow all of them. Here the same is done forwards. Each
 * entry gets each suffix that its flags name and its end allows; what comes out may
 * name suffixes again, once; each of these forms gets each prefix that the entry or the
 * suffix names. A form counts where hunspell would take it: not without the affix that
 * it needs, not with one half of a circumfix, not where it only makes compounds.
 */
#include "lang/expand.h"

#include "base/utf8.h"
#include "lang/morphology.h"
#include "text/fold.h"

typedef struct expander {
    dbn_expansion *out;
    const dbn_affixes *affixes;
    dbn_arena *arena;
    dbn_span word;   /* the entry under way */
    dbn_flags entry; /* its flags */
    uint32_t traits; /* what they say */
} expander;

/* A form under way, and the suffix that made it; NULL for the entry itself. */
typedef struct stem {
    char bytes[DBN_FORM_MAX];
    uint32_t len;
    const dbn_affix *suffix;
    dbn_flags inner; /* of the first of two suffixes */
    bool is_derived; /* by one of them */
} stem;

static dbn_span
span_of(const stem *s)
{
    return (dbn_span){s->bytes, s->len};
}

/* ---- conditions ------------------------------------------------------------- */

static bool
holds(const dbn_condition *c, dbn_span letter)
{
    if (c->is_any)
        return true;
    bool is_there = false;
    for (size_t at = 0; at + letter.len <= c->letters.len && !is_there;
         at += dbn_utf8_len((unsigned char)c->letters.ptr[at]))
        is_there = memcmp(c->letters.ptr + at, letter.ptr, letter.len) == 0;
    return is_there != c->is_negated;
}

static bool
suffix_fits(const dbn_affixes *affixes, const dbn_affix *affix, dbn_span word)
{
    if (!dbn_span_ends(word, affix->strip) ||
        (word.len == affix->strip.len && !affixes->strips_whole))
        return false;
    uint32_t end = (uint32_t)word.len, beg;
    for (uint32_t i = affix->condition_count; i-- > 0; end = beg) {
        if (end == 0)
            return false;
        (void)dbn_utf8_decode_before(word, 0, end, &beg);
        if (!holds(&affix->conditions[i], (dbn_span){word.ptr + beg, end - beg}))
            return false;
    }
    return true;
}

static bool
prefix_fits(const dbn_affixes *affixes, const dbn_affix *affix, dbn_span word)
{
    if (!dbn_span_starts(word, affix->strip) ||
        (word.len == affix->strip.len && !affixes->strips_whole))
        return false;
    uint32_t at = 0, len;
    for (uint32_t i = 0; i < affix->condition_count; i++, at += len) {
        if (at >= word.len)
            return false;
        (void)dbn_utf8_decode(word, at, &len);
        if (!holds(&affix->conditions[i], (dbn_span){word.ptr + at, len}))
            return false;
    }
    return true;
}

/* ---- forms ------------------------------------------------------------------ */

/* As the dictionary converts what it puts out, but with straight apostrophes. */
static uint32_t
write_out(char out[DBN_FORM_MAX], const dbn_affixes *affixes, dbn_span word)
{
    uint32_t len = 0;
    for (size_t at = 0; at < word.len;) {
        dbn_span rest = {word.ptr + at, word.len - at}, to = {word.ptr + at, 1};
        size_t taken = 1;
        for (uint32_t i = 0; i < affixes->outputs.count; i++) {
            const dbn_conversion *c = &affixes->outputs.items[i];
            if (c->from.ptr[0] == '\'' || !dbn_span_starts(rest, c->from))
                continue;
            to = c->to;
            taken = c->from.len;
        }
        if (dbn_span_starts(rest, DBN_SPAN("\xE2\x80\x99"))) {
            to = DBN_SPAN("'");
            taken = 3;
        }
        if (len + to.len > DBN_FORM_MAX)
            return 0;
        memcpy(out + len, to.ptr, to.len);
        len += (uint32_t)to.len;
        at += taken;
    }
    return len;
}

/* `s` with `prefix`, or NULL for none, in front of it is `word`. */
static dbn_status
emit(expander *e, dbn_span word, uint32_t traits, const stem *s,
     const dbn_affix *prefix)
{
    const dbn_affix *suffix = s->suffix;
    bool surrounds =
        prefix != NULL && dbn_flags_have(prefix->next, e->affixes->circumfix);
    char bytes[DBN_FORM_MAX];
    uint32_t len = write_out(bytes, e->affixes, word);
    if (len == 0)
        return DBN_OK;
    dbn_span copy = dbn_arena_copy(e->arena, (dbn_span){bytes, len});
    dbn_form form = {
        .ptr = copy.ptr,
        .len = len,
        .traits = e->traits | traits,
        .entry = e->out->entry_count,
        .is_base = dbn_span_equal(word, e->word),
        .is_derived = s->is_derived || (prefix != NULL && !surrounds),
        .ending = suffix == NULL
                      ? 0
                      : (uint32_t)(suffix - e->affixes->suffixes.items.items) + 1};
    if (copy.ptr == NULL)
        return DBN_ERR_NOMEM;
    return dbn_vec_push(e->arena, &e->out->forms, form);
}

/* The bit of the elision "l'" or "L'"; 0 where there are too many. */
static uint32_t
elision_bit(expander *e, dbn_span append)
{
    char folded[DBN_FORM_MAX];
    const char *quote = memchr(append.ptr, '\'', append.len);
    size_t len = dbn_fold(folded, sizeof folded,
                          (dbn_span){append.ptr, (size_t)(quote - append.ptr)});
    dbn_span elision = {folded, len};
    for (uint32_t i = 0; i < e->out->elision_count; i++)
        if (dbn_span_equal(e->out->elisions[i], elision))
            return 1U << i;
    if (e->out->elision_count == DBN_ELISIONS_MAX)
        return 0;
    elision = dbn_arena_copy(e->arena, elision);
    if (elision.ptr == NULL)
        return 0;
    e->out->elisions[e->out->elision_count] = elision;
    return 1U << e->out->elision_count++;
}

/* May the form be a word by itself, or together with a prefix that has `prefix`? */
static bool
is_whole(const expander *e, const stem *s, const dbn_affix *prefix)
{
    const dbn_affixes *a = e->affixes;
    dbn_flags flags = s->suffix == NULL ? e->entry : s->suffix->next;
    if (dbn_flags_have(flags, a->in_compounds) ||
        dbn_flags_have(e->entry, a->in_compounds))
        return false;
    bool closes = s->suffix != NULL && dbn_flags_have(flags, a->circumfix);
    bool opens = prefix != NULL && dbn_flags_have(prefix->next, a->circumfix);
    if (opens != closes)
        return false;
    if (prefix == NULL)
        return !dbn_flags_have(flags, a->needs_affix);
    if (dbn_flags_have(prefix->next, a->in_compounds))
        return false;
    if (dbn_flags_have(prefix->next, a->needs_affix))
        return s->suffix != NULL && !dbn_flags_have(flags, a->needs_affix);
    return true;
}

static bool
takes_prefix(const expander *e, const stem *s, const dbn_affix *prefix)
{
    if (s->suffix == NULL)
        return dbn_flags_have(e->entry, prefix->flag);
    return dbn_flags_have(s->suffix->next, prefix->flag) ||
           (prefix->crosses && s->suffix->crosses &&
            (dbn_flags_have(e->entry, prefix->flag) ||
             dbn_flags_have(s->inner, prefix->flag)));
}

static dbn_status
add_prefix(expander *e, const stem *s, const dbn_affix *prefix)
{
    char bytes[DBN_FORM_MAX];
    dbn_span word = span_of(s);
    if (!takes_prefix(e, s, prefix) || !is_whole(e, s, prefix) ||
        !prefix_fits(e->affixes, prefix, word))
        return DBN_OK;
    size_t rest = word.len - prefix->strip.len;
    if (prefix->append.len + rest > sizeof bytes)
        return DBN_OK;
    memcpy(bytes, prefix->append.ptr, prefix->append.len);
    memcpy(bytes + prefix->append.len, word.ptr + prefix->strip.len, rest);
    return emit(e, (dbn_span){bytes, prefix->append.len + rest}, 0, s, prefix);
}

/* The prefixes that `flags` name, on `s`; elisions become traits. */
static dbn_status
add_prefixes(expander *e, const stem *s, dbn_flags flags, uint32_t *traits)
{
    const dbn_affix_table *table = &e->affixes->prefixes;
    for (uint32_t i = 0; i < flags.count; i++) {
        uint32_t flag = flags.items[i];
        for (uint32_t k = table->first[flag]; k < table->first[flag + 1]; k++) {
            const dbn_affix *prefix = &table->items.items[k];
            if (!prefix->is_elision)
                DBN_TRY(add_prefix(e, s, prefix));
            else if (prefix->strip.len == 0 && takes_prefix(e, s, prefix) &&
                     prefix_fits(e->affixes, prefix, span_of(s)))
                *traits |= elision_bit(e, prefix->append);
        }
    }
    return DBN_OK;
}

static dbn_status
finish(expander *e, const stem *s)
{
    uint32_t traits = 0;
    DBN_TRY(add_prefixes(e, s, e->entry, &traits));
    if (s->suffix != NULL) {
        DBN_TRY(add_prefixes(e, s, s->inner, &traits));
        DBN_TRY(add_prefixes(e, s, s->suffix->next, &traits));
    }
    return is_whole(e, s, NULL) ? emit(e, span_of(s), traits, s, NULL) : DBN_OK;
}

static bool
add_suffix(const expander *e, stem *out, dbn_span word, const dbn_affix *suffix)
{
    if (!suffix_fits(e->affixes, suffix, word))
        return false;
    size_t kept = word.len - suffix->strip.len;
    if (kept + suffix->append.len > DBN_FORM_MAX)
        return false;
    memcpy(out->bytes, word.ptr, kept);
    memcpy(out->bytes + kept, suffix->append.ptr, suffix->append.len);
    out->len = (uint32_t)(kept + suffix->append.len);
    out->suffix = suffix;
    return out->len > 0;
}

/* Each suffix that `flags` name on `s`, and on what comes out those that it names. */
static dbn_status
add_suffixes(expander *e, const stem *s, dbn_flags flags, bool may_repeat)
{
    const dbn_affix_table *table = &e->affixes->suffixes;
    for (uint32_t i = 0; i < flags.count; i++) {
        uint32_t flag = flags.items[i];
        for (uint32_t k = table->first[flag]; k < table->first[flag + 1]; k++) {
            stem next;
            if (!add_suffix(e, &next, span_of(s), &table->items.items[k]))
                continue;
            next.inner = s->suffix == NULL ? (dbn_flags){NULL, 0} : s->suffix->next;
            next.is_derived = s->is_derived || next.suffix->derives;
            DBN_TRY(finish(e, &next));
            if (may_repeat && next.suffix->next.count > 0)
                DBN_TRY(add_suffixes(e, &next, next.suffix->next, false));
        }
    }
    return DBN_OK;
}

/* The suffixes named `flag`, which the prefix brings along, together with it. */
static dbn_status
add_both(expander *e, const stem *s, const dbn_affix *prefix, uint32_t flag)
{
    const dbn_affix_table *suffixes = &e->affixes->suffixes;
    for (uint32_t i = suffixes->first[flag]; i < suffixes->first[flag + 1]; i++) {
        stem next = {.is_derived = true}; /* as all that has a prefix */
        const dbn_affix *suffix = &suffixes->items.items[i];
        if (prefix->crosses && suffix->crosses &&
            add_suffix(e, &next, span_of(s), suffix))
            DBN_TRY(add_prefix(e, &next, prefix));
    }
    return DBN_OK;
}

/* Suffixes that a prefix brings along: the entry names the prefix, the prefix them. */
static dbn_status
add_brought(expander *e, const stem *s)
{
    const dbn_affix_table *prefixes = &e->affixes->prefixes;
    for (uint32_t i = 0; i < e->entry.count; i++) {
        uint32_t flag = e->entry.items[i];
        for (uint32_t k = prefixes->first[flag]; k < prefixes->first[flag + 1]; k++) {
            const dbn_affix *prefix = &prefixes->items.items[k];
            for (uint32_t n = 0; n < prefix->next.count; n++)
                DBN_TRY(add_both(e, s, prefix, prefix->next.items[n]));
        }
    }
    return DBN_OK;
}

/* ---- entries ---------------------------------------------------------------- */

/* "24\/7/AB po:noun": the word without its backslashes; its flags go to `flags`. */
static uint32_t
read_entry(char out[DBN_FORM_MAX], dbn_span line, dbn_span *flags)
{
    uint32_t len = 0;
    size_t at = 0;
    *flags = (dbn_span){line.ptr, 0};
    for (; at < line.len && line.ptr[at] != '\t'; at++) {
        if (line.ptr[at] == '/' && at > 0)
            break;
        if (line.ptr[at] == ' ' && at + 3 < line.len && line.ptr[at + 3] == ':')
            break; /* " po:": what is said of the word */
        if (line.ptr[at] == '\\' && at + 1 < line.len && line.ptr[at + 1] == '/')
            at++;
        if (len == DBN_FORM_MAX)
            return 0;
        out[len++] = line.ptr[at];
    }
    while (len > 0 && out[len - 1] == ' ')
        len--;
    if (at < line.len && line.ptr[at] == '/') {
        size_t end = ++at;
        while (end < line.len && line.ptr[end] != ' ' && line.ptr[end] != '\t')
            end++;
        *flags = (dbn_span){line.ptr + at, end - at};
    }
    return len;
}

/* What " po:" says of the entry on this line; empty for nothing. */
static dbn_span
tag_of(dbn_span line)
{
    for (dbn_span field = dbn_field_next(&line); field.len > 0;
         field = dbn_field_next(&line))
        if (dbn_span_starts(field, DBN_SPAN("po:")))
            return (dbn_span){field.ptr + 3, field.len - 3};
    return (dbn_span){"", 0};
}

static dbn_status
add_parts(expander *e, dbn_span line, dbn_span word)
{
    const dbn_inflection *inflection = e->affixes->inflection;
    uint8_t parts = 0;
    uint32_t len;
    if (inflection == NULL)
        return dbn_vec_push(e->arena, &e->out->parts, parts);
    dbn_span tag = tag_of(line);
    for (uint32_t i = 0; i < inflection->tags.count && tag.len > 0; i++)
        if (dbn_span_starts(tag, inflection->tags.items[i].text))
            parts |= inflection->tags.items[i].part;
    for (uint32_t i = 0; i < e->affixes->part_flags.count; i++)
        if (dbn_flags_have(e->entry, e->affixes->part_flags.items[i].flag))
            parts |= e->affixes->part_flags.items[i].part;
    if (dbn_char_class_of(dbn_utf8_decode(word, 0, &len)) == DBN_CHAR_UPPER)
        parts |= inflection->capital_part;
    return dbn_vec_push(e->arena, &e->out->parts, parts == 0 ? DBN_PART_OTHER : parts);
}

static dbn_status
expand_entry(expander *e, dbn_span line)
{
    const dbn_affixes *a = e->affixes;
    stem s = {.suffix = NULL};
    char bytes[DBN_FORM_MAX];
    dbn_span flags;
    uint32_t len = read_entry(bytes, line, &flags);
    dbn_span word = dbn_affixes_decode(a, (dbn_span){bytes, len}, e->arena);
    if (word.ptr == NULL)
        return DBN_ERR_NOMEM;
    if (word.len == 0 || word.len > DBN_FORM_MAX)
        return DBN_OK;
    memcpy(s.bytes, word.ptr, word.len);
    s.len = (uint32_t)word.len;
    DBN_TRY(dbn_flags_read(&e->entry, a, flags, e->arena));
    e->word = word;
    DBN_TRY(add_parts(e, line, word));
    e->traits = (dbn_flags_have(e->entry, a->forbidden) ? DBN_TRAIT_FORBIDDEN : 0) |
                (dbn_flags_have(e->entry, a->keeps_case) ? DBN_TRAIT_KEEPS_CASE : 0) |
                (dbn_flags_have(e->entry, a->unsuggested) ? DBN_TRAIT_UNSUGGESTED : 0);
    DBN_TRY(finish(e, &s));
    if ((e->traits & DBN_TRAIT_FORBIDDEN) != 0)
        return DBN_OK;
    DBN_TRY(add_suffixes(e, &s, e->entry, true));
    return add_brought(e, &s);
}

dbn_status
dbn_expand(dbn_expansion *out, const dbn_affixes *affixes, dbn_span dic,
           dbn_arena *arena)
{
    expander e = {.out = out, .affixes = affixes, .arena = arena};
    dbn_span line;
    *out = (dbn_expansion){.ending_count = affixes->suffixes.items.count + 1};
    if (!dbn_line_next(&line, &dic)) /* how many entries there are, about */
        return DBN_OK;
    for (; dbn_line_next(&line, &dic); out->entry_count++) {
        if (line.len > 0 && line.ptr[0] != '#' && line.ptr[0] != '\t')
            DBN_TRY(expand_entry(&e, line));
        if (out->parts.count == out->entry_count) /* no entry, or a useless one */
            DBN_TRY(dbn_vec_push(arena, &out->parts, DBN_PART_OTHER));
    }
    return DBN_OK;
}
