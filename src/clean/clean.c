/*
 * clean/clean.c - one pass over a text, most of which is fine.
 *
 * A table of bytes skips what cannot be wrong: ASCII, Latin letters. What may be is
 * looked at, and most of it is skipped as well: apostrophes, dashes, no-break spaces.
 * Only where a character must change, or may change with its neighbours, a region
 * begins: from the character before it up to the next one that stays apart from all
 * before it. Its characters go through the tail (tail.c), which gives the fixes.
 */
#include "clean/clean.h"

#include "base/utf8.h"
#include "clean/findings.h"
#include "clean/lost.h"
#include "clean/mojibake.h"
#include "clean/residue.h"
#include "clean/tail.h"

/* Bytes that may begin something to repair or to report; continuation bytes and the
 * Latin letters up to U+02FF do not. */
static const uint8_t may_matter[256] =
    {
        /* controls but tab and line feed */
        1,          1,          1,          1, 1, 1,          1, 1, 1, 0, 0,
        1,          1,          1,          1, 1, 1,          1, 1, 1, 1, 1,
        1,          1,          1,          1, 1, 1,          1, 1, 1, 1, ['&'] = 1,
        [0x7F] = 1, [0xC2] = 1, [0xCC] = 1, 1, 1, 1, /* U+0300 on */
        [0xD0] = 1, 1,          1,          1, 1, 1,          1, 1, 1, 1, 1,
        1,          1,          1,          1, 1, [0xE0] = 1, 1, 1, 1, 1, 1,
        1,          1,          1,          1, 1, 1,          1, 1, 1, 1, [0xF0] = 1,
        1,          1,          1,          1, 1, 1,          1, 1, 1, 1, 1,
        1,          1,          1,          1,
};

typedef struct cleaner {
    dbn_span text;
    dbn_chars chars;
    dbn_notes notes;
    dbn_tail tail;
    dbn_fixes *fixes;
    dbn_arena *arena;
} cleaner;

static uint32_t
next_that_matters(dbn_span text, uint32_t at)
{
    const unsigned char *p = (const unsigned char *)text.ptr;
    uint32_t len = (uint32_t)text.len;
    while (len - at >= 8 &&
           (may_matter[p[at]] | may_matter[p[at + 1]] | may_matter[p[at + 2]] |
            may_matter[p[at + 3]] | may_matter[p[at + 4]] | may_matter[p[at + 5]] |
            may_matter[p[at + 6]] | may_matter[p[at + 7]]) == 0)
        at += 8;
    while (at < len && may_matter[p[at]] == 0)
        at++;
    return at;
}

/* The commonest of what may matter and does not: U+00A0-00BF but the soft hyphen, and
 * the spaces, dashes, quotation marks, dots of U+2002-2027 and U+202F-205F but the
 * zero-width ones. */
static uint32_t
harmless_len(dbn_span text, uint32_t at)
{
    const unsigned char *p = (const unsigned char *)text.ptr + at;
    size_t left = text.len - at;
    if (p[0] == 0xC2 && left >= 2)
        return p[1] >= 0xA0 && p[1] != 0xAD ? 2 : 0;
    if (p[0] != 0xE2 || left < 3)
        return 0;
    if (p[1] == 0x80 && (p[2] >= 0x90 || (p[2] >= 0x82 && p[2] <= 0x8A)))
        return p[2] <= 0xA7 || p[2] >= 0xAF ? 3 : 0;
    bool is_currency = p[1] == 0x82;
    return is_currency ? 3 : 0;
}

/* Can a reference go on with `c`? Beyond ASCII, and with a control, a character may go,
 * and what follows it comes next. */
static bool
may_go_on_reference(char c)
{
    return dbn_is_ascii_alpha(c) || c == '#' || c == '&' || c == 0x7F ||
           (unsigned char)c >= 0x80 || ((unsigned char)c < ' ' && c != '\n');
}

/* How many ampersands from `at` on are what they seem: all of them, where what follows
 * the last belongs to no reference; else none. */
static uint32_t
lone_ampersands(dbn_span text, uint32_t at)
{
    uint32_t end = at;
    while (end < text.len && text.ptr[end] == '&')
        end++;
    return end == text.len || !may_go_on_reference(text.ptr[end]) ? end - at : 0;
}

static bool
is_plain_at(const cleaner *c, uint32_t at)
{
    uint32_t len;
    if (may_matter[(unsigned char)c->text.ptr[at]] == 0)
        return true;
    return dbn_code_is_plain(&c->chars, dbn_utf8_decode(c->text, at, &len));
}

static uint32_t
back_one(dbn_span text, uint32_t floor, uint32_t at)
{
    if (at > floor)
        at--;
    while (at > floor && dbn_utf8_is_continuation(text.ptr[at]))
        at--;
    return at;
}

/* Repair from `beg` on, where `at` is the first character that is not plain. Stores
 * where the region ends. */
static dbn_status
repair_region(cleaner *c, uint32_t beg, uint32_t *at)
{
    uint32_t len = (uint32_t)c->text.len, width, pos = beg;
    while (pos < len &&
           (pos <= *at || dbn_tail_is_open(&c->tail) || !is_plain_at(c, pos))) {
        uint32_t code = dbn_utf8_decode(c->text, pos, &width);
        dbn_range range = {pos, pos + width};
        DBN_TRY(dbn_notes_add(&c->notes, code, range));
        /* Before a line feed a carriage return is no line end of its own. */
        if (code == '\r' && pos + 1 < len && c->text.ptr[pos + 1] == '\n')
            DBN_TRY(dbn_tail_drop(&c->tail, range, DBN_RULE_ENCODING_LINE_END));
        else
            DBN_TRY(dbn_tail_feed(&c->tail, code, range));
        DBN_TRY(dbn_tail_drain(&c->tail, c->fixes, c->text, c->arena));
        pos += width;
    }
    if (pos == len)
        DBN_TRY(dbn_tail_feed(&c->tail, DBN_TAIL_END, (dbn_range){len, len}));
    *at = pos;
    return dbn_tail_flush(&c->tail, c->fixes, c->text, c->arena);
}

static dbn_status
repair_all(cleaner *c)
{
    uint32_t len = (uint32_t)c->text.len, floor = 0, width;
    for (uint32_t at = next_that_matters(c->text, 0); at < len;
         at = next_that_matters(c->text, at)) {
        uint32_t harmless = c->text.ptr[at] == '&' ? lone_ampersands(c->text, at)
                                                   : harmless_len(c->text, at);
        if (harmless > 0) {
            at += harmless;
            continue;
        }
        uint32_t code = dbn_utf8_decode(c->text, at, &width);
        if (dbn_code_is_plain(&c->chars, code)) {
            DBN_TRY(dbn_notes_add(&c->notes, code, (dbn_range){at, at + width}));
            at += width;
            continue;
        }
        uint32_t beg = back_one(c->text, floor, at);
        DBN_TRY(repair_region(c, beg, &at));
        floor = at;
    }
    return DBN_OK;
}

/* Only C1 controls: every one is the second byte of a pair. */
static dbn_status
repair_encoding(cleaner *c)
{
    uint32_t len = (uint32_t)c->text.len;
    for (uint32_t at = 0; at + 1 < len; at++) {
        const char *lead = memchr(c->text.ptr + at, 0xC2, len - 1 - at);
        if (lead == NULL)
            break;
        at = (uint32_t)(lead - c->text.ptr);
        uint32_t width, code = dbn_utf8_decode(c->text, at, &width);
        dbn_repair repair = dbn_code_repair(&c->chars, code, false);
        char utf8[DBN_UTF8_MAX];
        if (code >= 0xA0 || repair.rule == DBN_RULE_NONE)
            continue;
        uint32_t utf8_len =
            repair.count == 0 ? 0 : dbn_utf8_encode(utf8, repair.codes[0]);
        DBN_TRY(dbn_fixes_replace(c->fixes, c->arena, (dbn_range){at, at + width},
                                  (dbn_span){utf8, utf8_len}, repair.rule));
    }
    return DBN_OK;
}

dbn_status
dbn_clean_run(dbn_clean *out, const dbn_clean_input *in, const dbn_profile *profile,
              dbn_job *job)
{
    *out = (dbn_clean){0};
    cleaner c = {.text = in->view->text, .fixes = &out->fixes, .arena = &job->arena};
    c.notes = (dbn_notes){.text = c.text, .arena = c.arena};
    if (!dbn_chars_init(&c.chars, in))
        return dbn_fail(&job->err, DBN_ERR_USAGE,
                        "this build of ICU has no normalisation data");
    dbn_arena_mark mark = dbn_arena_save(&job->scratch);
    dbn_tail_init(&c.tail, &c.chars, &job->scratch);
    dbn_status status = DBN_OK;
    const dbn_letter_stats *letters =
        profile == NULL ? NULL : dbn_profile_letters(profile);
    if (in->encoding && letters != NULL)
        status = dbn_mojibake_find(&out->fixes, c.text, letters,
                                   dbn_profile_lang(profile), job);
    if (status == DBN_OK && in->encoding && !in->markup)
        status = dbn_residue_find(&out->fixes, c.text, &job->arena);
    if (status != DBN_OK || out->fixes.count > 0)
        goto out; /* the rest is found in what was meant */
    if (in->unicode)
        status = repair_all(&c);
    else if (in->encoding)
        status = repair_encoding(&c);
    out->findings = c.notes.findings;
    dbn_findings_sort(&out->findings);
    /* Not before all else is mended: the words of a text to come are judged then. */
    bool is_last = status == DBN_OK && out->fixes.count == 0;
    if (is_last && letters != NULL && out->findings.count > 0)
        status = dbn_lost_propose(out, c.text, profile, job);
out:
    dbn_arena_rewind(&job->scratch, mark);
    if (status != DBN_OK)
        return dbn_job_nomem(job);
    dbn_fixes_resolve(&out->fixes);
    return DBN_OK;
}
