/*
 * A sentence ends behind . ! ? … (and the full stops of other scripts), closing
 * quotes and brackets included, where white space or the block's end follows and the
 * next letter is no lower case one. A full stop does not end it behind an
 * abbreviation, an initial or an ordinal number. One pass, a few code points of
 * looking back and ahead; no library, since this runs on all that repeats.
 */
#include "segment/segment.h"

#include "base/utf8.h"
#include "base/vec.h"
#include "text/fold.h"

/* Letters of the longest abbreviation that is looked up. */
#define WORD_MAX 32U
/* Quotes, brackets, spaces and dashes between two sentences that are looked over. */
#define LOOK_AHEAD 16

typedef struct splitter {
    dbn_span text;
    uint32_t at, end; /* of the block */
    const dbn_profile *profile;
} splitter;

static uint32_t
code_at(const splitter *s, uint32_t at, uint32_t *len)
{
    *len = 1;
    return at < s->end ? dbn_utf8_decode((dbn_span){s->text.ptr, s->end}, at, len) : 0;
}

static bool
is_terminator(uint32_t code)
{
    return code == '.' || code == '!' || code == '?' || code == 0x2026 ||
           code == 0x203D || code == 0x061F || code == 0x06D4 || code == 0x0964;
}

/* Full stops that no space follows. */
static bool
is_wide_terminator(uint32_t code)
{
    return code == 0x3002 || code == 0xFF01 || code == 0xFF1F || code == 0xFF0E;
}

static bool
is_closer(uint32_t code)
{
    return code == ')' || code == ']' || code == '"' || code == '\'' || code == 0xBB ||
           code == 0x201D || code == 0x2019 || code == 0x203A || code == 0x201C ||
           (code >= 0x300D && code <= 0x3011 && (code & 1)) || code == 0xFF09;
}

static bool
is_space(uint32_t code)
{
    return dbn_char_class_of(code) == DBN_CHAR_SPACE || code == '\n' || code == '\r' ||
           code == '\t';
}

/* A guillemet behind a space closes too: « Oui. » Sets *is_wide when a wide full stop
 * is among them. */
static uint32_t
skip_closers(const splitter *s, uint32_t at, bool *is_wide)
{
    for (uint32_t len;;) {
        uint32_t code = code_at(s, at, &len);
        if (at >= s->end)
            return at;
        *is_wide |= is_wide_terminator(code);
        if (is_closer(code) || is_terminator(code) || is_wide_terminator(code)) {
            at += len;
            continue;
        }
        uint32_t next_len, next = code_at(s, at + len, &next_len);
        if (!is_space(code) || code == '\n' || (next != 0xBB && next != 0x203A))
            return at;
        at += len + next_len;
    }
}

/* What the next sentence would start with: the class of the first letter or digit
 * behind quotes and brackets; OTHER at the block's end. */
static dbn_char_class
class_ahead(const splitter *s, uint32_t at)
{
    uint32_t len;
    for (int i = 0; i < LOOK_AHEAD && at < s->end; i++, at += len) {
        uint32_t code = code_at(s, at, &len);
        dbn_char_class class = dbn_char_class_of(code);
        if (class == DBN_CHAR_LOWER || class == DBN_CHAR_UPPER ||
            class == DBN_CHAR_DIGIT)
            return class;
    }
    return DBN_CHAR_OTHER;
}

/* Where the word that ends at `end` begins. */
static uint32_t
word_before(const splitter *s, uint32_t beg, uint32_t end)
{
    uint32_t at = end, len;
    while (at > beg && end - at < WORD_MAX) {
        uint32_t before = at - 1;
        while (before > beg && dbn_utf8_is_continuation(s->text.ptr[before]))
            before--;
        uint32_t code = code_at(s, before, &len);
        dbn_char_class class = dbn_char_class_of(code);
        bool inner_stop = code == '.' && at < end; /* p.ex. */
        if ((class == DBN_CHAR_OTHER && !inner_stop) || class == DBN_CHAR_SPACE)
            break;
        at = before;
    }
    return at;
}

/* Does the full stop at `at` belong to its word? */
static bool
is_abbreviation(const splitter *s, uint32_t beg, uint32_t at)
{
    uint32_t from = word_before(s, beg, at), len;
    if (from == at)
        return false;
    dbn_span word = {s->text.ptr + from, at - from};
    uint32_t code = code_at(s, from, &len);
    dbn_char_class class = dbn_char_class_of(code);
    bool single = from + len == at;
    if (single && class == DBN_CHAR_UPPER)
        return true;
    if (class == DBN_CHAR_DIGIT && word.len <= 2)
        return class_ahead(s, at + 1) != DBN_CHAR_UPPER;
    if (s->profile == NULL)
        return false;
    char folded[WORD_MAX + DBN_FOLD_MAX];
    size_t count = dbn_fold(folded, sizeof folded, word);
    uint32_t classes = dbn_profile_word(s->profile, (dbn_span){folded, count}).classes;
    return (classes & (DBN_WORD_ABBREVIATION | DBN_WORD_TITLE)) != 0;
}

/* An ordinal before a month: 3. März. */
static bool
is_ordinal(const splitter *s, uint32_t beg, uint32_t at)
{
    uint32_t from = word_before(s, beg, at), len;
    if (from == at || at - from > 2 || !dbn_is_ascii_digit(s->text.ptr[from]) ||
        s->profile == NULL)
        return false;
    uint32_t next = at + 1;
    while (next < s->end && is_space(code_at(s, next, &len)))
        next += len;
    uint32_t end = next;
    while (end < s->end && end - next < WORD_MAX &&
           dbn_char_class_of(code_at(s, end, &len)) >= DBN_CHAR_LOWER)
        end += len;
    char folded[WORD_MAX + DBN_FOLD_MAX];
    size_t count =
        dbn_fold(folded, sizeof folded, (dbn_span){s->text.ptr + next, end - next});
    return dbn_profile_word(s->profile, (dbn_span){folded, count}).month != 0;
}

/* The end of the sentence that starts at `beg`: behind its last visible byte. */
static uint32_t
sentence_end(const splitter *s, uint32_t beg)
{
    uint32_t len;
    for (uint32_t at = beg; at < s->end; at += len) {
        unsigned char byte = (unsigned char)s->text.ptr[at];
        len = 1;
        if (byte < 0x80 && byte != '.' && byte != '!' && byte != '?')
            continue;
        uint32_t code = code_at(s, at, &len);
        bool is_wide = is_wide_terminator(code);
        if (!is_wide && !is_terminator(code))
            continue;
        uint32_t behind = skip_closers(s, at + len, &is_wide), space_len;
        if (is_wide)
            return behind;
        bool is_alone = behind == at + len;
        bool is_followed = behind == s->end || is_space(code_at(s, behind, &space_len));
        if (is_followed &&
            (behind == s->end || class_ahead(s, behind) != DBN_CHAR_LOWER) &&
            !(code == '.' && is_alone &&
              (is_abbreviation(s, beg, at) || is_ordinal(s, beg, at))))
            return behind;
        len = behind - at; /* the full stops of one run share their fate */
    }
    return s->end;
}

static dbn_status
split_block(dbn_segments *out, splitter *s, uint32_t block, dbn_job *job)
{
    uint32_t len;
    while (s->at < s->end) {
        while (s->at < s->end && is_space(code_at(s, s->at, &len)))
            s->at += len;
        if (s->at == s->end)
            break;
        uint32_t end = sentence_end(s, s->at), visible = end;
        while (visible > s->at && dbn_is_ascii_space(s->text.ptr[visible - 1]))
            visible--;
        DBN_TRY_PUSH(job, dbn_vec_push(&job->arena, out,
                                       (dbn_segment){{s->at, visible}, block}));
        s->at = end;
    }
    return DBN_OK;
}

dbn_status
dbn_segment_run(dbn_segments *out, const dbn_segment_input *in,
                const dbn_profile *profile, dbn_job *job)
{
    const dbn_records *records = in->records;
    *out = (dbn_segments){0};
    for (uint32_t i = 0; i < records->blocks.count; i++) {
        if (in->wanted != NULL && !in->wanted[i])
            continue;
        dbn_range range = records->blocks.items[i].range;
        splitter s = {records->view->text, range.beg, range.end, profile};
        DBN_TRY(split_block(out, &s, i, job));
    }
    return DBN_OK;
}
