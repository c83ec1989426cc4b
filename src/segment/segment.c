/*
 * A sentence ends behind . ! ? … (and the full stops of other scripts), closing quotes
 * and brackets included, where white space or the block's end follows and what comes
 * next can begin one: a capital, a digit, a letter of a script without case. Whether a
 * full stop belongs to its word instead (M. Dupont, 3. März) is asked of stop.c, where
 * the word lists of dicts/ answer.
 *
 * One pass over the bytes, and a few code points of looking back and ahead at each
 * full stop: some hundreds of MB/s, where the sentence iterator of ICU reads 20 to 40
 * and has to be corrected all the same. Nothing is paired across blocks.
 */
#include "segment/segment.h"

#include "base/utf8.h"
#include "base/vec.h"
#include "segment/stop.h"

/* A straight quote that opens is closed within so many bytes. */
#define QUOTE_MAX 400U
/* Bytes of a block in which headings may be glued to the text. */
#define GLUED_MIN 2000U

static bool
is_terminator(uint32_t code)
{
    return code == '.' || code == '!' || code == '?' || code == 0x2026 ||
           code == 0x203D || code == 0x061F || code == 0x06D4 || code == 0x0964 ||
           code == 0x203C || (code >= 0x2047 && code <= 0x2049);
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

/* What stands behind a space and still belongs to the sentence: the mark of a question
 * that ends in an abbreviation (R.E.M. ?), a closing guillemet, a straight quote where
 * one is open, or none follows that would close it. */
static bool
goes_on_behind_space(const dbn_splitter *s, uint32_t at)
{
    uint32_t len, code = dbn_splitter_code(s, at, &len), behind_len;
    if (code == 0xBB || code == 0x203A || code == '!' || code == '?')
        return true;
    if (code != '"')
        return false;
    uint32_t behind = dbn_splitter_code(s, at + 1, &behind_len);
    if (at + 1 >= s->end)
        return true;
    if (!dbn_splitter_is_space(behind))
        return false;
    uint32_t left = s->end - (at + 1);
    return s->has_open_quote || memchr(s->text.ptr + at + 1, '"',
                                       left < QUOTE_MAX ? left : QUOTE_MAX) == NULL;
}

/* Behind the closers of a sentence; »so« closes as well. Sets *is_wide when a wide full
 * stop is among them, *is_marked when an exclamation or question mark is. */
static uint32_t
skip_closers(const dbn_splitter *s, uint32_t at, bool *is_wide, bool *is_marked)
{
    for (uint32_t len;;) {
        uint32_t code = dbn_splitter_code(s, at, &len);
        if (at >= s->end)
            return at;
        *is_wide |= is_wide_terminator(code);
        *is_marked |= code == '!' || code == '?';
        uint32_t behind_len, behind = dbn_splitter_code(s, at + len, &behind_len);
        bool is_reversed =
            code == 0xAB && (at + len >= s->end || dbn_splitter_is_space(behind));
        if (is_reversed || is_closer(code) || is_terminator(code) ||
            is_wide_terminator(code)) {
            at += len;
            continue;
        }
        if (!dbn_splitter_is_space(code) || code == '\n' || at + len >= s->end ||
            !goes_on_behind_space(s, at + len))
            return at;
        at += len;
    }
}

/* Three points in brackets stand for what was left out, and points with no letter
 * before them in their sentence begin it: neither end anything. */
static bool
is_omission(const dbn_splitter *s, uint32_t at, uint32_t behind)
{
    uint32_t len;
    char before = at > s->at ? s->text.ptr[at - 1] : '\0';
    char last = s->text.ptr[behind - 1];
    if ((before == '(' || before == '[') && (last == ')' || last == ']'))
        return true;
    if (at - s->at > DBN_SPLITTER_WORD_MAX)
        return false;
    for (uint32_t i = s->at; i < at; i += len) {
        dbn_char_class class = dbn_char_class_of(dbn_splitter_code(s, i, &len));
        if (class != DBN_CHAR_OTHER && class != DBN_CHAR_SPACE)
            return false;
    }
    return true;
}

/* A straight quote opens or closes as the spaces around it say; between two spaces, or
 * none, it does what the last one did not. */
static void
note_quote(dbn_splitter *s, uint32_t at)
{
    uint32_t len, before = at;
    bool space_before =
        at == s->beg ||
        dbn_splitter_is_space(dbn_utf8_decode_before(s->text, s->beg, at, &before));
    bool space_behind = dbn_splitter_is_space(dbn_splitter_code(s, at + 1, &len));
    s->has_open_quote =
        space_before == space_behind ? !s->has_open_quote : space_before;
}

/* Does the sentence end with the terminator `code` at `at`, whose closers end at
 * `behind`? */
static bool
ends_here(const dbn_splitter *s, uint32_t at, uint32_t behind, bool is_marked)
{
    uint32_t len, code = dbn_splitter_code(s, at, &len);
    if (behind == s->end)
        return true;
    if (!dbn_splitter_is_space(dbn_splitter_code(s, behind, &len)))
        return false;
    dbn_ahead ahead = dbn_splitter_ahead(s, behind);
    if (is_omission(s, at, behind))
        return false;
    bool is_plain_stop = code == '.' && !is_marked;
    if (!ahead.can_begin) /* a small letter: only behind a stop that nothing follows */
        return is_plain_stop && behind == at + 1 && dbn_stop_is_sure(s, at);
    return !is_plain_stop || !dbn_stop_is_of_word(s, at, &ahead);
}

/* The mark of an item of a list, with its space: 0 for none. */
static uint32_t
mark_len(const dbn_splitter *s, uint32_t at)
{
    uint32_t len, code = dbn_splitter_code(s, at, &len);
    bool is_mark = code == '-' || code == '*' || code == 0x2013 || code == 0x2022;
    return is_mark && at + len < s->end && s->text.ptr[at + len] == ' ' ? len + 1 : 0;
}

/* Does an item of a list begin behind the space at `at`, as the sentence itself is
 * one? "- Paris - Bruxelles" */
static bool
is_next_item(const dbn_splitter *s, uint32_t at)
{
    uint32_t own = mark_len(s, s->at), len = mark_len(s, at + 1), class_len;
    if (own == 0 || own != len || at <= s->at + own ||
        memcmp(s->text.ptr + s->at, s->text.ptr + at + 1, own) != 0)
        return false;
    dbn_char_class class =
        dbn_char_class_of(dbn_splitter_code(s, at + 1 + len, &class_len));
    return class == DBN_CHAR_UPPER || class == DBN_CHAR_DIGIT;
}

/* A sentence may also end where no full stop stands: at a semicolon before a capital
 * that is no name (lists), and where a heading was glued to the text (stop.c). */
static bool
ends_silently(const dbn_splitter *s, uint32_t at)
{
    uint32_t len;
    char last = at > s->at ? s->text.ptr[at - 1] : ' ';
    if (is_next_item(s, at))
        return true;
    if (last == ' ' || last == ',' || last == ':' || last == '-')
        return false;
    dbn_char_class class = dbn_char_class_of(dbn_splitter_code(s, at + 1, &len));
    if (class != DBN_CHAR_UPPER)
        return false;
    dbn_ahead ahead = dbn_splitter_ahead(s, at);
    if (last == ';')
        return ahead.is_starter;
    return dbn_stop_is_missing(s, at, &ahead);
}

/* The end of the sentence that starts at s->at: behind its last visible byte. */
static uint32_t
sentence_end(dbn_splitter *s)
{
    uint32_t len;
    for (uint32_t at = s->at; at < s->end; at += len) {
        unsigned char byte = (unsigned char)s->text.ptr[at];
        len = 1;
        if (byte == ' ') {
            if (at + 1 < s->end && s->text.ptr[at + 1] < 'a' && ends_silently(s, at))
                return at;
            continue;
        }
        if (byte == '"')
            note_quote(s, at);
        if (byte < 0x80 && byte != '.' && byte != '!' && byte != '?')
            continue;
        uint32_t code = dbn_splitter_code(s, at, &len);
        bool is_wide = is_wide_terminator(code), is_marked = code != '.';
        if (!is_wide && !is_terminator(code))
            continue;
        uint32_t behind = skip_closers(s, at + len, &is_wide, &is_marked);
        bool is_end = is_wide || ends_here(s, at, behind, is_marked);
        for (uint32_t i = at + len; i < behind; i++)
            if (s->text.ptr[i] == '"')
                note_quote(s, i);
        if (is_end)
            return behind;
        len = behind - at; /* the full stops of one run share their fate */
    }
    return s->end;
}

/* The same where somebody else's rules say it: the next of `places`, which count from
 * the block's beginning. */
static uint32_t
next_place(const dbn_splitter *s, const dbn_break_places *places, uint32_t *next)
{
    while (*next < places->count && s->beg + places->items[*next] <= s->at)
        (*next)++;
    uint32_t end = *next < places->count ? s->beg + places->items[*next] : s->end;
    return end < s->end ? end : s->end;
}

/* `places` is NULL for our own rules. */
static dbn_status
split_block(dbn_segments *out, dbn_splitter *s, uint32_t block,
            const dbn_break_places *places, dbn_job *job)
{
    uint32_t len, next = 0;
    while (s->at < s->end) {
        while (s->at < s->end &&
               dbn_splitter_is_space(dbn_splitter_code(s, s->at, &len)))
            s->at += len;
        if (s->at >= s->end)
            break;
        uint32_t end = places == NULL ? sentence_end(s) : next_place(s, places, &next);
        uint32_t visible = end;
        while (visible > s->at && dbn_is_ascii_space(s->text.ptr[visible - 1]))
            visible--;
        DBN_TRY_PUSH(job, dbn_vec_push(&job->arena, out,
                                       (dbn_segment){{s->at, visible}, block}));
        s->at = end;
    }
    return DBN_OK;
}

/* Cut a block by the chosen rules of `breaks`. */
static dbn_status
split_by_rules(dbn_segments *out, dbn_splitter *s, uint32_t block,
               const dbn_breaks *breaks, const dbn_break_choice *choice, dbn_job *job)
{
    dbn_break_places places;
    dbn_arena_mark mark = dbn_arena_save(&job->scratch);
    dbn_span text = {s->text.ptr + s->beg, s->end - s->beg};
    dbn_status status = dbn_breaks_find(&places, breaks, choice, text, &job->scratch);
    status = status == DBN_OK ? split_block(out, s, block, &places, job)
                              : dbn_job_nomem(job);
    dbn_arena_rewind(&job->scratch, mark);
    return status;
}

/* Headings are glued to the text where paragraphs were lost: only a block longer than
 * any paragraph is worth the search, which costs a pass over the text. */
static dbn_status
gather_small_words(const uint64_t **out, const dbn_records *records,
                   const dbn_profile *profile, dbn_job *job)
{
    uint32_t longest = 0;
    for (uint32_t i = 0; i < records->blocks.count; i++) {
        uint32_t len = dbn_range_len(records->blocks.items[i].range);
        longest = len > longest ? len : longest;
    }
    if (longest < GLUED_MIN || profile == NULL)
        return DBN_OK;
    uint64_t *set = dbn_arena_alloc(&job->scratch, DBN_SMALL_BITS / 8);
    if (set == NULL)
        return dbn_job_nomem(job);
    dbn_small_words_gather(set, records->view->text);
    *out = set;
    return DBN_OK;
}

dbn_status
dbn_segment_run(dbn_segments *out, const dbn_segment_input *in,
                const dbn_profile *profile, dbn_job *job)
{
    const dbn_records *records = in->records;
    const uint64_t *small = NULL;
    dbn_break_choice choice = {0};
    *out = (dbn_segments){0};
    if (in->breaks != NULL && profile != NULL)
        DBN_TRY_PUSH(job, dbn_breaks_choose(&choice, in->breaks,
                                            dbn_profile_name(profile), &job->scratch));
    if (choice.count == 0)
        DBN_TRY(gather_small_words(&small, records, profile, job));
    for (uint32_t i = 0; i < records->blocks.count; i++) {
        if (in->wanted != NULL && !in->wanted[i])
            continue;
        dbn_range range = records->blocks.items[i].range;
        dbn_splitter s = {.text = records->view->text,
                          .beg = range.beg,
                          .at = range.beg,
                          .end = range.end,
                          .profile = profile,
                          .small = small};
        DBN_TRY(choice.count > 0 ? split_by_rules(out, &s, i, in->breaks, &choice, job)
                                 : split_block(out, &s, i, NULL, job));
    }
    return DBN_OK;
}
