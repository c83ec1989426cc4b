#include "clean/tail.h"

#include "base/utf8.h"
#include "text/references.h"

#include <assert.h>
#include <unicode/uchar.h>

/* "#" and twelve digits, or the longest name. */
#define NAME_MAX  DBN_REFERENCE_NAME_MAX
#define DIGIT_MAX 12U

/* Code points that are normalised together. Words have two or three, and Unicode's
 * stream-safe format at most 31; a longer heap of accents is left as it is. */
#define SEGMENT_MAX 64U

/* Characters that wait while others are taken back: a reference gives two at most, and
 * what ended it waits behind them. */
#define WAITING_MAX 16U

typedef dbn_tail_item item;

typedef struct waiting {
    item items[WAITING_MAX];
    uint32_t count;
} waiting;

void
dbn_tail_init(dbn_tail *tail, const dbn_chars *chars, dbn_arena *scratch)
{
    *tail = (dbn_tail){
        .chars = chars, .scratch = scratch, .ampersand = DBN_NONE, .joiner = DBN_NONE};
}

bool
dbn_tail_is_open(const dbn_tail *tail)
{
    return tail->ampersand != DBN_NONE || tail->joiner != DBN_NONE;
}

static void
wait_all(waiting *queue, const uint32_t *codes, uint32_t count, item cause)
{
    assert(queue->count + count <= WAITING_MAX);
    for (uint32_t i = count; i-- > 0;) {
        item next = {codes[i], i == 0 ? cause.from : cause.to, cause.to, cause.rule};
        queue->items[queue->count++] = next;
    }
}

static bool
is_name_code(uint32_t code)
{
    return code < 0x80 &&
           (dbn_is_ascii_alpha((char)code) || dbn_is_ascii_digit((char)code));
}

/* The last code point of the first `count` items, 0 for none. */
static uint32_t
last_code_of(const dbn_tail *t, uint32_t count)
{
    for (uint32_t i = count; i-- > 0;)
        if (t->items.items[i].code != DBN_TAIL_GONE)
            return t->items.items[i].code;
    return 0;
}

static uint32_t
last_code(const dbn_tail *t)
{
    return last_code_of(t, t->items.count);
}

/* Add what was removed; runs of one rule are one item. */
static dbn_status
push_gone(dbn_tail *t, item gone)
{
    gone.code = DBN_TAIL_GONE;
    if (t->items.count > 0) {
        item *last = &t->items.items[t->items.count - 1];
        if (last->code == DBN_TAIL_GONE && last->rule == gone.rule) {
            last->to = gone.to;
            return DBN_OK;
        }
    }
    return dbn_vec_push(t->scratch, &t->items, gone);
}

/* The code points of the segment that ends before `end`, as UTF-16. */
static int32_t
segment_text(const dbn_tail *t, uint32_t end, UChar *out)
{
    int32_t len = 0;
    for (uint32_t i = t->segment; i < end; i++)
        if (t->items.items[i].code != DBN_TAIL_GONE)
            U16_APPEND_UNSAFE(out, len, t->items.items[i].code);
    return len;
}

static uint32_t
next_code(const UChar *text, int32_t *at, int32_t len)
{
    UChar32 code;
    U16_NEXT(text, *at, len, code);
    return (uint32_t)code;
}

/* Put `text` in the place of the items [beg, end) as far as they differ. It is never
 * longer: all that decomposes did so when it came. */
static void
rewrite(dbn_tail *t, uint32_t beg, uint32_t end, const UChar *text, int32_t len)
{
    item *items = t->items.items;
    int32_t at = 0, next = 0;
    while (beg < end && at < len && items[beg].code == next_code(text, &next, len)) {
        at = next;
        beg++;
    }
    if (beg == end)
        return;
    item changed = {0, items[beg].from, items[end - 1].to, DBN_RULE_NONE};
    for (uint32_t i = beg; i < end && changed.rule == DBN_RULE_NONE; i++)
        changed.rule = items[i].rule;
    if (changed.rule == DBN_RULE_NONE)
        changed.rule = DBN_RULE_ENCODING_NFC;
    uint32_t put = beg;
    while (at < len && put < end) {
        changed.code = next_code(text, &at, len);
        items[put++] = changed;
        changed.from = changed.to;
    }
    if (put == beg) {
        changed.code = DBN_TAIL_GONE;
        items[put++] = changed;
    }
    memmove(items + put, items + end, (t->items.count - end) * sizeof items[0]);
    t->items.count -= end - put;
}

/* Normalise the segment up to `end`. */
static void
compose(dbn_tail *t, uint32_t end)
{
    UChar from[2 * SEGMENT_MAX], to[4 * SEGMENT_MAX];
    UErrorCode status = U_ZERO_ERROR;
    bool is_due = t->is_composed && t->segment_len <= SEGMENT_MAX;
    t->is_composed = false;
    if (!is_due)
        return;
    int32_t from_len = segment_text(t, end, from);
    int32_t to_len = unorm2_normalize(t->chars->nfc, from, from_len, to,
                                      (int32_t)(sizeof to / sizeof to[0]), &status);
    bool is_same =
        U_FAILURE(status) || (from_len == to_len &&
                              memcmp(from, to, (size_t)from_len * sizeof from[0]) == 0);
    if (!is_same)
        rewrite(t, t->segment, end, to, to_len);
}

/* Find the segment that the end of the tail is in, after some of it was taken back. */
static void
find_segment(dbn_tail *t)
{
    t->segment_len = 0;
    t->is_composed = false;
    for (t->segment = t->items.count;
         t->segment > 0 && t->segment_len <= SEGMENT_MAX;) {
        uint32_t code = t->items.items[--t->segment].code;
        if (code == DBN_TAIL_GONE)
            continue;
        t->segment_len++;
        if (dbn_code_has_boundary(t->chars, code))
            return;
        t->is_composed = true;
    }
}

/* Find the ampersand that the letters and digits at the end of the tail follow. */
static void
find_ampersand(dbn_tail *t)
{
    t->ampersand = DBN_NONE;
    t->name_len = 0;
    for (uint32_t i = t->items.count; i-- > 0 && t->name_len <= NAME_MAX;) {
        uint32_t code = t->items.items[i].code;
        if (code == DBN_TAIL_GONE)
            continue;
        if (code == '&')
            t->ampersand = i;
        if (!is_name_code(code) && code != '#')
            return;
        t->name_len++;
    }
}

/* Add a character that stays. */
static dbn_status
push_code(dbn_tail *t, item next)
{
    if (dbn_code_has_boundary(t->chars, next.code)) {
        compose(t, t->items.count);
        t->segment = t->items.count;
        t->segment_len = 0;
    } else {
        t->is_composed = true;
    }
    t->segment_len += t->segment_len <= SEGMENT_MAX;
    return dbn_vec_push(t->scratch, &t->items, next);
}

/* A joiner stays between two letters that it joins; accents of either do not count,
 * since they may change places. Until the second letter comes it may go, and then its
 * neighbours belong together: its own segment begins only here. */
static void
settle_joiner(dbn_tail *t, uint32_t next)
{
    item *joiner = &t->items.items[t->joiner];
    uint32_t count = t->items.count;
    bool is_joined = next != DBN_TAIL_END && (dbn_code_is_joined(next) ||
                                              !dbn_code_has_boundary(t->chars, next));
    if (is_joined) {
        compose(t, t->joiner);
        t->segment = t->joiner - (count - t->items.count);
        t->segment_len = 1;
    } else {
        joiner->code = DBN_TAIL_GONE;
        if (joiner->rule == DBN_RULE_NONE)
            joiner->rule = DBN_RULE_ENCODING_ZERO_WIDTH;
    }
    t->joiner = DBN_NONE;
}

/* True when the last letter is one that a joiner may follow. */
static bool
ends_joined(const dbn_tail *t)
{
    if (t->segment >= t->items.count)
        return false;
    uint32_t base = t->items.items[t->segment].code;
    return base != DBN_TAIL_GONE && dbn_code_has_boundary(t->chars, base) &&
           dbn_code_is_joined(base);
}

static dbn_status
feed_joiner(dbn_tail *t, item next)
{
    if (t->joiner != DBN_NONE || !ends_joined(t)) {
        if (next.rule == DBN_RULE_NONE)
            next.rule = DBN_RULE_ENCODING_ZERO_WIDTH;
        return push_gone(t, next);
    }
    t->joiner = t->items.count;
    return dbn_vec_push(t->scratch, &t->items, next);
}

/* What stands behind the ampersand, without what was removed; 0 when it is too long. */
static uint32_t
read_name(const dbn_tail *t, char *out)
{
    uint32_t len = 0;
    for (uint32_t i = t->ampersand + 1; i < t->items.count; i++) {
        uint32_t code = t->items.items[i].code;
        if (code == DBN_TAIL_GONE)
            continue;
        if (len == NAME_MAX)
            return 0;
        out[len++] = (char)code;
    }
    return len;
}

/* Numbers of controls and of nothing at all stay as they are written: a repair must
 * not take away what can be seen. */
static bool
is_character(uint32_t code)
{
    return code != 0xFFFD && !(code >= 0x7F && code < 0xA0) &&
           (code >= ' ' || code == '\t' || code == '\n' || code == '\r');
}

/* Decode the whole of `name`; the number of its code points, 0 for none. */
static uint32_t
decode(dbn_span name, uint32_t codes[2])
{
    bool terminated;
    if (name.ptr[0] == '#') {
        if (name.len > DIGIT_MAX + 2)
            return 0;
        name = (dbn_span){name.ptr + 1, name.len - 1};
        bool is_whole = dbn_reference_number(name, &terminated, codes) == name.len;
        return name.len > 0 && is_whole && is_character(codes[0]) ? 1 : 0;
    }
    if (dbn_reference_named(name, &terminated, codes) != name.len)
        return 0;
    return codes[1] == 0 ? 1 : 2;
}

/* Take the reference that `end` ends back out of the tail; what it stands for waits in
 * its place. False where it is none. */
static bool
take_reference(dbn_tail *t, waiting *queue, item end)
{
    char name[NAME_MAX + 1];
    uint32_t codes[2] = {0}, len = read_name(t, name);
    bool has_semicolon = end.code == ';';
    if (len == 0)
        return false;
    if (has_semicolon)
        name[len++] = ';';
    uint32_t count = decode((dbn_span){name, len}, codes);
    if (count == 0 || (t->chars->markup && codes[0] < 0x80))
        return false;
    item cause = {0, t->items.items[t->ampersand].from,
                  has_semicolon ? end.to : t->items.items[t->items.count - 1].to,
                  DBN_RULE_ENCODING_ENTITY};
    t->items.count = t->ampersand;
    find_ampersand(t);
    find_segment(t);
    if (!has_semicolon)
        queue->items[queue->count++] = end;
    wait_all(queue, codes, count, cause);
    return true;
}

/* What the tail holds behind its ampersand. */
typedef enum reference_kind {
    REFERENCE_NAME,
    REFERENCE_NUMBER,     /* "#" or "#233" */
    REFERENCE_HEXADECIMAL /* "#x" or "#xE9" */
} reference_kind;

static reference_kind
kind_of_reference(const dbn_tail *t)
{
    char name[NAME_MAX + 1];
    uint32_t len = read_name(t, name);
    if (len == 0 || name[0] != '#')
        return REFERENCE_NAME;
    bool is_hex = len > 1 && dbn_ascii_lower(name[1]) == 'x';
    return is_hex ? REFERENCE_HEXADECIMAL : REFERENCE_NUMBER;
}

/* True when letters without their semicolon are no reference before `code`: they are
 * the start of a word, or a parameter of an address ("?a=1&copy=2"). An accent makes a
 * letter of it, and '≠' is what '=' may become. */
static bool
goes_on_as_word(uint32_t code)
{
    if (code == '=' || code == 0x2260)
        return true;
    return code != DBN_TAIL_END && (U_GET_GC_MASK((UChar32)code) &
                                    (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK)) != 0;
}

/* The next character of a name or a number, which may go on. */
static bool
extends_reference(const dbn_tail *t, uint32_t code)
{
    if (code == '#')
        return last_code(t) == '&';
    if (!is_name_code(code) || t->name_len >= NAME_MAX)
        return false;
    bool is_digit = dbn_is_ascii_digit((char)code);
    bool starts_hex = dbn_ascii_lower((char)code) == 'x' && last_code(t) == '#';
    return is_digit || starts_hex || kind_of_reference(t) != REFERENCE_NUMBER;
}

/* True when `code` ends a reference without its semicolon. */
static bool
ends_reference(const dbn_tail *t, uint32_t code)
{
    if (t->name_len >= NAME_MAX)
        return false;
    return kind_of_reference(t) == REFERENCE_NUMBER || !goes_on_as_word(code);
}

/* The shortest name of a letter with its accent: &auml. */
#define LETTER_NAME_MIN 4U

static bool
is_lower_letter(uint32_t code)
{
    return code != DBN_TAIL_END && (U_GET_GC_MASK((UChar32)code) & U_GC_LL_MASK) != 0;
}

/* "d&eacutegât": the name of a letter with its accent, without its semicolon, in the
 * middle of a word. No word goes on as such a name does; but as &eth and &thorn do
 * ("B&thornton"). */
static bool
is_letter_in_word(const dbn_tail *t, uint32_t code)
{
    char name[NAME_MAX + 1];
    uint32_t codes[2] = {0}, len;
    if (t->name_len < LETTER_NAME_MIN || !is_lower_letter(code) ||
        !is_lower_letter(last_code_of(t, t->ampersand)))
        return false;
    len = read_name(t, name);
    if (len < LETTER_NAME_MIN || decode((dbn_span){name, len}, codes) != 1)
        return false;
    return codes[0] >= 0xC0 && codes[0] != 0xD0 && codes[0] != 0xDE &&
           codes[0] != 0xF0 && codes[0] != 0xFE &&
           (U_GET_GC_MASK((UChar32)codes[0]) & U_GC_L_MASK) != 0;
}

/* Let `next`, which is repaired in itself, come. */
static dbn_status
arrive(dbn_tail *t, waiting *queue, item next)
{
    if (t->joiner != DBN_NONE)
        settle_joiner(t, next.code);
    if (t->ampersand != DBN_NONE) {
        if (is_letter_in_word(t, next.code) && take_reference(t, queue, next))
            return DBN_OK;
        if (extends_reference(t, next.code)) {
            t->name_len++;
            return push_code(t, next);
        }
        if (ends_reference(t, next.code) && take_reference(t, queue, next))
            return DBN_OK;
        t->ampersand = DBN_NONE;
    }
    if (next.code == DBN_TAIL_END)
        return DBN_OK;
    DBN_TRY(push_code(t, next));
    if (next.code == '&') {
        t->ampersand = t->items.count - 1;
        t->name_len = 0;
    }
    return DBN_OK;
}

static dbn_status
repair(dbn_tail *t, waiting *queue, item next)
{
    if (next.code == DBN_TAIL_END)
        return arrive(t, queue, next);
    bool is_written = next.rule == DBN_RULE_ENCODING_ENTITY;
    dbn_repair repair = dbn_code_repair(t->chars, next.code, is_written);
    if (repair.rule != DBN_RULE_NONE && next.rule == DBN_RULE_NONE)
        next.rule = repair.rule;
    if (repair.count == 0)
        return push_gone(t, next);
    if (repair.count > 1) {
        wait_all(queue, repair.codes, repair.count, next);
        return DBN_OK;
    }
    next.code = repair.codes[0];
    if (dbn_code_is_joiner(next.code))
        return feed_joiner(t, next);
    return arrive(t, queue, next);
}

dbn_status
dbn_tail_feed(dbn_tail *tail, uint32_t code, dbn_range range)
{
    waiting queue; /* not zeroed: it is large, and used for one item most often */
    queue.items[0] = (item){code, range.beg, range.end, DBN_RULE_NONE};
    queue.count = 1;
    while (queue.count > 0) {
        item next = queue.items[--queue.count];
        DBN_TRY(repair(tail, &queue, next));
    }
    return DBN_OK;
}

dbn_status
dbn_tail_drop(dbn_tail *tail, dbn_range range, dbn_rule rule)
{
    return push_gone(tail, (item){DBN_TAIL_GONE, range.beg, range.end, rule});
}

/* The fix for the changed item `i` and those that share its range; its end
 * goes to *i. */
static dbn_status
put_fix(const dbn_tail *t, uint32_t *i, dbn_fixes *fixes, dbn_span view,
        dbn_arena *arena)
{
    const item *first = &t->items.items[(*i)++];
    dbn_range range = {first->from, first->to};
    uint32_t at = fixes->pool.count;
    char utf8[DBN_UTF8_MAX];
    if (first->code != DBN_TAIL_GONE)
        DBN_TRY(dbn_vec_append(arena, &fixes->pool, utf8,
                               dbn_utf8_encode(utf8, first->code)));
    for (; *i < t->items.count; ++*i) {
        const item *next = &t->items.items[*i];
        if (next->rule == DBN_RULE_NONE || next->from != next->to)
            break;
        if (next->code != DBN_TAIL_GONE)
            DBN_TRY(dbn_vec_append(arena, &fixes->pool, utf8,
                                   dbn_utf8_encode(utf8, next->code)));
    }
    dbn_fix fix = {range.beg, range.end, at, fixes->pool.count - at, first->rule};
    if (fix.len > 0 && fix.len == dbn_range_len(range) &&
        memcmp(fixes->pool.items + at, view.ptr + range.beg, fix.len) == 0) {
        fixes->pool.count = at;
        return DBN_OK;
    }
    return dbn_vec_push(arena, fixes, fix);
}

static dbn_status
put_fixes(dbn_tail *tail, uint32_t end, dbn_fixes *fixes, dbn_span view,
          dbn_arena *arena)
{
    uint32_t i = 0;
    while (i < end) {
        if (tail->items.items[i].rule == DBN_RULE_NONE)
            i++;
        else
            DBN_TRY(put_fix(tail, &i, fixes, view, arena));
    }
    /* A fix takes what shares its range with it, past `end`. */
    memmove(tail->items.items, tail->items.items + i,
            (tail->items.count - i) * sizeof tail->items.items[0]);
    tail->items.count -= i;
    tail->segment -= tail->segment < i ? tail->segment : i;
    return DBN_OK;
}

/* Items that may gather before those that are settled leave. */
#define ITEMS_MAX 4096U

dbn_status
dbn_tail_drain(dbn_tail *tail, dbn_fixes *fixes, dbn_span view, dbn_arena *arena)
{
    if (tail->items.count < ITEMS_MAX || dbn_tail_is_open(tail))
        return DBN_OK;
    bool is_heap = tail->segment_len > SEGMENT_MAX;
    return put_fixes(tail, is_heap ? tail->items.count : tail->segment, fixes, view,
                     arena);
}

dbn_status
dbn_tail_flush(dbn_tail *tail, dbn_fixes *fixes, dbn_span view, dbn_arena *arena)
{
    if (tail->items.count == 0)
        return DBN_OK;
    compose(tail, tail->items.count);
    DBN_TRY(put_fixes(tail, tail->items.count, fixes, view, arena));
    tail->segment = 0;
    tail->segment_len = 0;
    return DBN_OK;
}
