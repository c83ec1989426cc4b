/*
 * What is no word: inline codes, marks that come in pairs, the mark at the end; and the
 * length of all of it.
 */
#include "revise/inside.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "text/fold.h"

/* A translation of so many characters or more has at least so many percent of those of
 * its source, and at most. */
#define LENGTH_MIN    30U
#define LEAST_PERCENT 40U
#define MOST_PERCENT  250U

/* ---- codes ----------------------------------------------------------------------- */

static int
by_name(const void *a, const void *b)
{
    const dbn_revise_code *x = a, *y = b;
    int order = dbn_span_order(x->name, y->name);
    return order != 0 ? order : x->at < y->at ? -1 : x->at > y->at;
}

static dbn_revise_code *
sorted_codes(const dbn_revise_side *side, dbn_arena *arena)
{
    dbn_revise_code *codes =
        dbn_arena_alloc(arena, (side->code_count + 1) * sizeof *codes);
    if (codes == NULL || side->code_count == 0)
        return codes;
    memcpy(codes, side->codes, side->code_count * sizeof *codes);
    qsort(codes, side->code_count, sizeof *codes, by_name);
    return codes;
}

/* How many of the codes have the name of the first. */
static uint32_t
count_alike(const dbn_revise_code *codes, uint32_t count)
{
    uint32_t n = 0;
    while (n < count && dbn_span_equal(codes[n].name, codes[0].name))
        n++;
    return n;
}

static dbn_status
compare_codes(revise *r, const dbn_revise_code *s, uint32_t of_s,
              const dbn_revise_code *t, uint32_t of_t)
{
    for (uint32_t i = of_t; i < of_s; i++)
        if (!s[i].may_go)
            DBN_TRY(revise_lacks(r, DBN_RULE_BILINGUAL_CODE_MISSING,
                                 (dbn_range){s[i].at, s[i].at}));
    for (uint32_t i = of_s; i < of_t; i++)
        DBN_TRY(revise_has(r, DBN_RULE_BILINGUAL_CODE_EXTRA,
                           (dbn_range){t[i].at, t[i].at}));
    return DBN_OK;
}

/* The first code of a name, among those sorted by name; NULL: there is none. */
static const dbn_revise_code *
first_of(const dbn_revise_code *codes, uint32_t count, dbn_span name)
{
    uint32_t low = 0, high = count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (dbn_span_order(codes[middle].name, name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && dbn_span_equal(codes[low].name, name) ? &codes[low] : NULL;
}

/* Does the end of a code stand in front of its beginning? */
static bool
is_reversed(const dbn_revise_code *codes, uint32_t count, dbn_span end)
{
    const dbn_revise_code *last = first_of(codes, count, end);
    const dbn_revise_code *first =
        first_of(codes, count, (dbn_span){end.ptr + 1, end.len - 1});
    return first != NULL && last != NULL && last->at < first->at;
}

static dbn_status
check_order(revise *r, const dbn_revise_code *s, const dbn_revise_code *t)
{
    uint32_t of_s = r->source.side->code_count, of_t = r->target.side->code_count;
    for (uint32_t k = 0; k < of_t; k++)
        if (dbn_span_starts(t[k].name, DBN_SPAN("/")) &&
            (k == 0 || !dbn_span_equal(t[k].name, t[k - 1].name)) &&
            is_reversed(t, of_t, t[k].name) && !is_reversed(s, of_s, t[k].name))
            DBN_TRY(revise_has(r, DBN_RULE_BILINGUAL_CODE_ORDER,
                               (dbn_range){t[k].at, t[k].at}));
    return DBN_OK;
}

dbn_status
revise_codes(revise *r)
{
    const dbn_revise_side *source = r->source.side, *target = r->target.side;
    const dbn_revise_code *s = sorted_codes(source, &r->job->scratch);
    const dbn_revise_code *t = sorted_codes(target, &r->job->scratch);
    if (s == NULL || t == NULL)
        return dbn_job_nomem(r->job);
    for (uint32_t i = 0, k = 0; i < source->code_count || k < target->code_count;) {
        uint32_t left_s = source->code_count - i, left_t = target->code_count - k;
        int order = left_s == 0   ? 1
                    : left_t == 0 ? -1
                                  : dbn_span_order(s[i].name, t[k].name);
        uint32_t of_s = order <= 0 ? count_alike(s + i, left_s) : 0;
        uint32_t of_t = order >= 0 ? count_alike(t + k, left_t) : 0;
        DBN_TRY(compare_codes(r, s + i, of_s, t + k, of_t));
        i += of_s;
        k += of_t;
    }
    return check_order(r, s, t);
}

/* ---- pairs of marks -------------------------------------------------------------- */

/* Marks that open or close: how many more open than close, and the last one that leaves
 * it so. */
typedef struct balance {
    int32_t open;
    uint32_t count; /* of marks */
    dbn_range last;
} balance;

static balance
balance_of(const revise_text *t, uint32_t opener, uint32_t closer)
{
    balance b = {.open = 0};
    uint32_t len;
    for (uint32_t at = 0; at < t->text.len; at += len) {
        uint32_t code = dbn_utf8_decode(t->text, at, &len);
        int32_t step = code == opener ? 1 : code == closer ? -1 : 0;
        if (step == 0)
            continue;
        /* a straight one opens and closes */
        b.open = opener == closer ? 1 - b.open : b.open + step;
        b.count++;
        b.last = (dbn_range){at, at + len};
    }
    return b;
}

static dbn_status
check_pair(revise *r, uint32_t opener, uint32_t closer)
{
    balance target = balance_of(&r->target, opener, closer);
    if (target.open == 0 || balance_of(&r->source, opener, closer).open == target.open)
        return DBN_OK;
    return revise_has(r, DBN_RULE_BILINGUAL_UNPAIRED, target.last);
}

/* Does a mark open quotations of the language, and close none; or the other way round?
 * What may be an apostrophe does neither. */
static int32_t
step_of(const dbn_quotes *quotes, uint32_t count, uint32_t code)
{
    bool opens = false, closes = false;
    if (code <= 0x7F || code == 0x2019)
        return 0;
    for (uint32_t i = 0; i < count; i++) {
        bool is_single = quotes[i].closer == 0x2019;
        opens |= quotes[i].opener == code && !is_single;
        closes |= quotes[i].closer == code && !is_single;
    }
    return (int32_t)opens - (int32_t)closes;
}

static balance
quotes_of(const revise_text *t)
{
    balance b = {.open = 0};
    uint32_t len, count;
    const dbn_quotes *quotes = dbn_profile_quotes(t->profile, &count);
    for (uint32_t at = 0; at < t->text.len; at += len) {
        int32_t step = step_of(quotes, count, dbn_utf8_decode(t->text, at, &len));
        b.open += step;
        b.count += step != 0;
        if (step != 0)
            b.last = (dbn_range){at, at + len};
    }
    return b;
}

/* A sentence of a quotation has one half of its marks, and so has its translation, if
 * with others. A source without marks quotes in another way, or does not: dashes, signs
 * that are apostrophes, too. */
static dbn_status
check_quotes(revise *r)
{
    balance target = quotes_of(&r->target), source = quotes_of(&r->source);
    balance straight = balance_of(&r->source, '"', '"');
    if (source.open != 0 || straight.open != 0 || source.count + straight.count == 0)
        return DBN_OK;
    DBN_TRY(check_pair(r, '"', '"'));
    if (target.open == 0)
        return DBN_OK;
    return revise_has(r, DBN_RULE_BILINGUAL_UNPAIRED, target.last);
}

/* ---- the end --------------------------------------------------------------------- */

/* The mark that ends a text: ? ! : . of any script; 0: a letter or something else. What
 * closes a quotation stands behind it in some languages, in front in others. */
static uint32_t
end_of(dbn_span text)
{
    uint32_t at = (uint32_t)text.len;
    while (at > 0) {
        uint32_t code = dbn_utf8_decode_before(text, 0, at, &at);
        switch (code) {
        case '?':
        case '!':
        case ':':
            return code;
        case '.':
        case 0x2026:
            return '.';
        default:
            break;
        }
        dbn_char_class class = dbn_char_class_of(code);
        if (class != DBN_CHAR_SPACE && class != DBN_CHAR_MARK &&
            class != DBN_CHAR_OTHER)
            return 0;
    }
    return 0;
}

static dbn_status
check_end(revise *r)
{
    uint32_t of_source = end_of(r->source.text), of_target = end_of(r->target.text);
    uint32_t len = (uint32_t)r->target.text.len;
    if (of_source == of_target || r->target.count == 0 || r->source.count == 0)
        return DBN_OK;
    return revise_found(
        r, DBN_RULE_BILINGUAL_END_MARK, (dbn_range){0, (uint32_t)r->source.text.len},
        (dbn_range){r->target.tokens[r->target.count - 1].range.beg, len});
}

dbn_status
revise_marks(revise *r)
{
    DBN_TRY(check_pair(r, '(', ')'));
    DBN_TRY(check_pair(r, '[', ']'));
    DBN_TRY(check_quotes(r));
    return check_end(r);
}

/* ---- length ---------------------------------------------------------------------- */

static uint64_t
characters(dbn_span text)
{
    uint64_t count = 0;
    for (size_t i = 0; i < text.len; i++)
        count += !dbn_utf8_is_continuation(text.ptr[i]);
    return count;
}

dbn_status
revise_length(revise *r)
{
    uint64_t source = characters(r->source.text), target = characters(r->target.text);
    uint64_t longer = source > target ? source : target;
    if (r->has_loop || longer < LENGTH_MIN ||
        (target * 100 >= source * LEAST_PERCENT &&
         target * 100 <= source * MOST_PERCENT))
        return DBN_OK;
    return revise_found(r, DBN_RULE_BILINGUAL_LENGTH,
                        (dbn_range){0, (uint32_t)r->source.text.len},
                        (dbn_range){0, (uint32_t)r->target.text.len});
}
