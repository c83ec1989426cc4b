/*
 * "dÃ©jÃ " is "déjà" that somebody took for windows-1252.
 *
 * The bytes of UTF-8 beyond ASCII come as a lead and its continuations. Two characters
 * beyond ASCII in a row that could be those, in one of eight code pages, are seldom
 * found in a clean text ("É…" and "’é" are such); only they are looked at. A word with
 * such a pair is read again in each page, as often as that makes it more probable, and
 * the two readings are judged by the letters of 24 languages and by what signs do
 * (lang/plausible.h). Misread text costs ten times what the right one does, so there is
 * no need to fit anything.
 *
 * Judging a word costs microseconds, and a text that was misread says the same words
 * again and again: what was found of a word is kept, in a table of a fixed size, and
 * pages that read a word alike are judged once.
 *
 * Twice over the text: what one page explains beyond doubt is evidence for that page,
 * and then little is asked of words that it explains too: those with a no-break space
 * that became a space ("Ã "), or a byte that became U+FFFD.
 *
 * The idea to read again only what gets more probable is that of ftfy (R. Speer);
 * judging by statistics instead of by patterns, and over a whole document, is ours.
 */
#include "clean/mojibake.h"

#include "base/eight.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "clean/pages.h"
#include "text/fold.h"

#define NATS(n) ((n)*DBN_LETTERS_NAT)

/* By how much the second reading must be more probable: e^7 to one. */
#define GAIN_ALONE NATS(7U)
/* The same where bytes were lost: less is left to prove it. */
#define GAIN_LOSSY NATS(9U)
/* Where the document has words that the same page explains. */
#define GAIN_AGAIN NATS(2U)
/* What words of the document gain in one page is evidence for it: each so much at most,
 * so much in all. */
#define EVIDENCE_WORD NATS(25U)
#define EVIDENCE      NATS(30U)
/* Of two pages that explain a text alike, iso-8859-15 is the rarer. */
#define PRIOR_1252 NATS(3U)
/* Pages that texts in our languages seldom went through prove less. */
#define GAIN_SELDOM NATS(5U)
/* What another page must gain more before a word is not in the document's page. */
#define OTHER_PAGE NATS(6U)

/* UTF-8 misread so many times in a row is all that was ever seen. */
#define LAYERS_MAX 4U

/* How far a word reaches to both sides of a pair, in characters: longer ones are cut,
 * which costs context and nothing else. */
#define REACH_BEFORE 40U

/* Words that are kept at a time; of two with one place the later stays. */
#define KNOWN_WORDS 2048U

/* A word, with what it stands for. */
typedef struct word {
    dbn_piece codes;
    uint32_t at[DBN_PIECE_MAX + 1]; /* where each code point begins in the text */
} word;

/* A second reading. */
typedef struct reading {
    dbn_piece codes;
    uint32_t cost;
    uint32_t layers;
    bool is_lossy;
} reading;

/* Words are short, and the room for one is not. */
static void
copy_piece(dbn_piece *to, const dbn_piece *from)
{
    memcpy(to->codes, from->codes, from->count * sizeof from->codes[0]);
    to->count = from->count;
}

static void
copy_reading(reading *to, const reading *from)
{
    copy_piece(&to->codes, &from->codes);
    to->cost = from->cost;
    to->layers = from->layers;
    to->is_lossy = from->is_lossy;
}

/* What pages make of a word is mostly the same: it is judged once. */
#define JUDGED 8U
typedef struct judged {
    dbn_piece codes;
    uint32_t cost;
} judged;

/* What was found of a word. Where it first stood the text has its letters: ranges are
 * of that place. */
typedef struct known_word {
    dbn_range at; /* empty: no word yet */
    uint32_t gains[DBN_PAGES];
    dbn_range letter; /* all that changes; empty where that is more than a letter */
    dbn_fix fix;      /* its rule is DBN_RULE_NONE where there is none */
} known_word;

typedef struct finder {
    dbn_span text;
    dbn_judge judge;
    dbn_fixes *fixes;
    dbn_arena *arena;
    uint32_t evidence[DBN_PAGES]; /* gains of the words that a page explains best */
    uint32_t page;                /* of the document, DBN_PAGES for none */
    bool proposes;                /* else it gathers evidence */
    /* Room for what would be too much for the stack of a thread. */
    word word;
    reading best[DBN_PAGES], from, step, next;
    judged judged[JUDGED];
    uint32_t judged_count;
    dbn_page_piece looked_up, looked_up_deeper;
    known_word known[KNOWN_WORDS];
} finder;

/* Can `code` before a space be a letter whose second byte was a no-break space? */
static bool
may_lack_space(uint32_t code, uint32_t page)
{
    if (code == 0xC2 || code == 0xC3 || code == 0xC5 || code == 0xD0)
        return true;
    return page < DBN_PAGES_WITH_SPACE && dbn_page_is_lead(code, page);
}

/* "Ã " is "à", a small letter: in "MÃ " it is what it seems. */
static bool
follows_capital(dbn_span text, uint32_t at)
{
    uint32_t before;
    return at > 0 && dbn_char_class_of(dbn_utf8_decode_before(text, 0, at, &before)) ==
                         DBN_CHAR_UPPER;
}

/* The first character from `at` on that may begin a misread sequence; `page` is that of
 * the document. */
static uint32_t
next_candidate(dbn_span text, uint32_t page, uint32_t at)
{
    uint32_t len = (uint32_t)text.len, width, ignored;
    for (;;) {
        at = (uint32_t)dbn_ascii_end(text, at);
        if (at >= len)
            return len;
        width = dbn_utf8_len((unsigned char)text.ptr[at]);
        if (at + width >= len)
            return len;
        unsigned char after = (unsigned char)text.ptr[at + width];
        if (after < 0x80 && after != ' ') {
            at += width;
            continue;
        }
        uint32_t code = dbn_utf8_decode(text, at, &width);
        if (after == ' '
                ? may_lack_space(code, page) && !follows_capital(text, at)
                : dbn_page_may_join(code, dbn_utf8_decode(text, at + width, &ignored)))
            return at;
        at += width;
    }
}

/* What no word has, every line end among them: blocks stand apart by those, and a
 * change that ran over one would join two blocks. */
static bool
is_space(uint32_t code)
{
    return code == ' ' || (code >= '\t' && code <= '\r') || code == 0x2028 ||
           code == 0x2029;
}

/* Where the word around `at` begins, not before `floor`. */
static uint32_t
word_start(dbn_span text, uint32_t floor, uint32_t at)
{
    for (uint32_t i = 0, before; i < REACH_BEFORE && at > floor; i++) {
        if (is_space(dbn_utf8_decode_before(text, floor, at, &before)))
            break;
        at = before;
    }
    return at;
}

/* Does the word go on behind a space, because that may be the end of a sequence? */
static bool
goes_on(const finder *f, const dbn_piece *codes)
{
    uint32_t last = codes->count == 0 ? ' ' : codes->codes[codes->count - 1];
    uint32_t before = codes->count < 2 ? ' ' : codes->codes[codes->count - 2];
    return may_lack_space(last, f->page) || last == 0xE2 ||
           ((before == 0xE2 || before == 0xF0) && dbn_page_may_join(before, last));
}

/* Take the word from `beg` on, through `candidate`. */
static void
take_word(finder *f, uint32_t beg, uint32_t candidate)
{
    word *w = &f->word;
    uint32_t at = beg, width;
    for (w->codes.count = 0; at < f->text.len && w->codes.count < DBN_PIECE_MAX;
         at += width) {
        uint32_t code = dbn_utf8_decode(f->text, at, &width);
        bool ends = is_space(code) && at > candidate;
        if (ends && (code != ' ' || !goes_on(f, &w->codes)))
            break;
        w->at[w->codes.count] = at;
        w->codes.codes[w->codes.count++] = code;
    }
    w->at[w->codes.count] = at;
}

static bool
are_equal(const dbn_piece *a, const dbn_piece *b)
{
    return a->count == b->count &&
           memcmp(a->codes, b->codes, a->count * sizeof a->codes[0]) == 0;
}

/* What a reading of the word at hand costs. */
static uint32_t
judge(finder *f, const dbn_piece *codes)
{
    for (uint32_t i = 0; i < f->judged_count; i++)
        if (are_equal(&f->judged[i].codes, codes))
            return f->judged[i].cost;
    uint32_t cost = dbn_piece_cost(&f->judge, codes);
    if (f->judged_count < JUDGED) {
        copy_piece(&f->judged[f->judged_count].codes, codes);
        f->judged[f->judged_count++].cost = cost;
    }
    return cost;
}

/* Read `from`, which is looked up in `in`, again in `page` where that is more probable;
 * the best way of the three goes to *out. False where none is. */
static bool
read_again(finder *f, reading *out, const reading *from, const dbn_page_piece *in,
           uint32_t page)
{
    bool found = false, has_space = in->has_space && page < DBN_PAGES_WITH_SPACE;
    int last = has_space ? DBN_REREAD_SPACE_STAYS : DBN_REREAD_STRICT;
    out->cost = from->cost;
    if ((in->pages >> page & 1) == 0)
        return false;
    for (int how = DBN_REREAD_STRICT; how <= last; how++) {
        reading *next = &f->next;
        dbn_reread_count count =
            dbn_page_reread(&next->codes, in, page, (dbn_reread)how);
        if (count.sequences == 0)
            continue;
        next->cost = judge(f, &next->codes);
        if (next->cost >= out->cost)
            continue;
        next->layers = from->layers + 1;
        next->is_lossy = from->is_lossy || count.lossy > 0;
        copy_reading(out, next);
        found = true;
    }
    return found;
}

/* What was misread twice is read again in any page. */
static void
read_deeper(finder *f, reading *best)
{
    while (best->layers < LAYERS_MAX) {
        reading *deeper = &f->step, *from = &f->from;
        bool found = false;
        dbn_page_look_up(&f->looked_up_deeper, &best->codes);
        if (f->looked_up_deeper.pages == 0)
            return;
        copy_reading(from, best);
        f->looked_up_deeper.piece = &from->codes;
        for (uint32_t page = 0; page < DBN_PAGES; page++)
            if (read_again(f, deeper, from, &f->looked_up_deeper, page) &&
                deeper->cost < best->cost && deeper->cost + GAIN_ALONE <= from->cost) {
                copy_reading(best, deeper);
                found = true;
            }
        if (!found)
            return;
    }
}

static bool
is_quotation_mark(uint32_t code)
{
    return code == '"' || code == 0xAB || code == 0xBB ||
           (code >= 0x2018 && code <= 0x201F) || code == 0x2039 || code == 0x203A;
}

/* What a second reading changes: [beg, end) of the word becomes [beg, new_end). */
typedef struct change {
    uint32_t beg, end, new_end;
} change;

static change
change_of(const dbn_piece *was, const dbn_piece *is)
{
    change c = {0, was->count, is->count};
    while (c.beg < c.end && c.beg < c.new_end && was->codes[c.beg] == is->codes[c.beg])
        c.beg++;
    while (c.end > c.beg && c.new_end > c.beg &&
           was->codes[c.end - 1] == is->codes[c.new_end - 1]) {
        c.end--;
        c.new_end--;
    }
    return c;
}

/* The characters beside [beg, end) of the text, spaces aside where `skips`. */
static void
neighbours(dbn_span text, dbn_range range, bool skips, uint32_t codes[2])
{
    uint32_t at = range.beg, end = range.end, len;
    codes[0] = codes[1] = ' ';
    do {
        if (at > 0)
            codes[0] = dbn_utf8_decode_before(text, 0, at, &at);
    } while (skips && at > 0 && (codes[0] == ' ' || codes[0] == 0xA0));
    do {
        if (end >= text.len)
            break;
        codes[1] = dbn_utf8_decode(text, end, &len);
        end += len;
    } while (skips && (codes[1] == ' ' || codes[1] == 0xA0));
}

/* The place of the letter that is all that the reading changes; empty for none. */
static dbn_range
letter_of(const finder *f, const reading *r)
{
    change c = change_of(&f->word.codes, &r->codes);
    if (c.new_end - c.beg != 1 || !dbn_is_letter(r->codes.codes[c.beg]))
        return (dbn_range){0, 0};
    return (dbn_range){f->word.at[c.beg], f->word.at[c.end]};
}

/* "Ã©" alone between quotation marks, or right beside one that would have been misread
 * as well, is a text about misread letters. */
static bool
is_mention(const finder *f, dbn_range letter)
{
    uint32_t beside[2], around[2];
    if (letter.beg == letter.end)
        return false;
    neighbours(f->text, letter, false, beside);
    neighbours(f->text, letter, true, around);
    return (is_quotation_mark(around[0]) && is_quotation_mark(around[1])) ||
           (is_quotation_mark(beside[0]) && beside[0] >= 0x80) ||
           (is_quotation_mark(beside[1]) && beside[1] >= 0x80);
}

static uint32_t
best_page(const uint32_t gains[DBN_PAGES])
{
    uint32_t best = 0;
    for (uint32_t page = 1; page < DBN_PAGES; page++)
        if (gains[page] > gains[best])
            best = page;
    return best;
}

/* The readings of the word at hand, one a page, to f->best; what they gain. */
static void
read_in_all(finder *f, known_word *found)
{
    reading from = {.cost = 0};
    uint32_t *gains = found->gains;
    f->judged_count = 0;
    copy_piece(&from.codes, &f->word.codes);
    from.cost = judge(f, &from.codes);
    dbn_page_look_up(&f->looked_up, &from.codes);
    for (uint32_t page = DBN_PAGES; page-- > 0;) {
        gains[page] = 0;
        if (!read_again(f, &f->best[page], &from, &f->looked_up, page))
            continue;
        read_deeper(f, &f->best[page]);
        gains[page] = from.cost - f->best[page].cost;
    }
    uint32_t best = best_page(gains);
    if (gains[best] > 0)
        found->letter = letter_of(f, &f->best[best]);
    if (gains[DBN_PAGE_8859_15] > PRIOR_1252)
        gains[DBN_PAGE_8859_15] -= PRIOR_1252;
}

static void
gather_evidence(finder *f, const uint32_t gains[DBN_PAGES])
{
    for (uint32_t page = 0; page < DBN_PAGES; page++)
        if (gains[page] >= GAIN_ALONE)
            f->evidence[page] +=
                gains[page] < EVIDENCE_WORD ? gains[page] : EVIDENCE_WORD;
}

/* Does the text prove that it went through `own` rather than through `other`? */
static bool
is_proven(const finder *f, uint32_t own, uint32_t other)
{
    return own < DBN_PAGES && f->evidence[own] > f->evidence[other] + EVIDENCE;
}

/* The page in which the word is to be read again, DBN_PAGES for none. */
static uint32_t
choose_page(const finder *f, const uint32_t gains[DBN_PAGES])
{
    uint32_t best = best_page(gains), own = f->page;
    uint32_t least = f->best[best].is_lossy ? GAIN_LOSSY : GAIN_ALONE;
    if (own < DBN_PAGES && gains[own] >= GAIN_AGAIN &&
        (gains[own] == gains[best] ||
         (is_proven(f, own, best) && gains[own] + OTHER_PAGE >= gains[best])))
        return own;
    if (best == DBN_PAGE_1251 || best == DBN_PAGE_1257)
        least += GAIN_SELDOM;
    return gains[best] >= least ? best : DBN_PAGES;
}

/* The text of the reading, as a fix for where the word stands. */
static dbn_status
make_fix(finder *f, dbn_fix *fix, const reading *r)
{
    const word *w = &f->word;
    change c = change_of(&w->codes, &r->codes);
    uint32_t len = 0;
    char text[DBN_PIECE_MAX * DBN_UTF8_MAX];
    for (uint32_t i = c.beg; i < c.new_end; i++)
        len += dbn_utf8_encode(text + len, r->codes.codes[i]);
    dbn_rule rule = r->is_lossy     ? DBN_RULE_ENCODING_MOJIBAKE_LOSSY
                    : r->layers > 1 ? DBN_RULE_ENCODING_MOJIBAKE_TWICE
                                    : DBN_RULE_ENCODING_MOJIBAKE;
    *fix = (dbn_fix){w->at[c.beg], w->at[c.end], f->fixes->pool.count, len, rule};
    return dbn_vec_append(f->arena, &f->fixes->pool, text, len);
}

static bool
is_same_word(const finder *f, dbn_range a, dbn_range b)
{
    return dbn_range_len(a) == dbn_range_len(b) &&
           memcmp(f->text.ptr + a.beg, f->text.ptr + b.beg, dbn_range_len(a)) == 0;
}

/* What there is to know of the word at hand, which stands at `at`. */
static dbn_status
know(finder *f, const known_word **out, dbn_range at)
{
    uint64_t hash = dbn_hash_bytes(dbn_span_slice(f->text, at));
    known_word *found = &f->known[hash % KNOWN_WORDS];
    *out = found;
    if (is_same_word(f, found->at, at))
        return DBN_OK;
    *found = (known_word){.at = at, .fix = {.rule = DBN_RULE_NONE}};
    read_in_all(f, found);
    uint32_t page = f->proposes ? choose_page(f, found->gains) : DBN_PAGES;
    return page < DBN_PAGES ? make_fix(f, &found->fix, &f->best[page]) : DBN_OK;
}

/* Use what is known of the word, here at `at`. Equal words share the text of a fix. */
static dbn_status
use(finder *f, const known_word *known, dbn_range at)
{
    uint32_t moved = at.beg - known->at.beg;
    dbn_range letter = {known->letter.beg + moved, known->letter.end + moved};
    if (known->gains[best_page(known->gains)] == 0 || is_mention(f, letter))
        return DBN_OK;
    if (!f->proposes) {
        gather_evidence(f, known->gains);
        return DBN_OK;
    }
    dbn_fix fix = known->fix;
    fix.from += moved;
    fix.to += moved;
    return fix.rule == DBN_RULE_NONE ? DBN_OK : dbn_vec_push(f->arena, f->fixes, fix);
}

/* One way over the text: to gather evidence, or to propose. */
static dbn_status
go_through(finder *f, bool proposes)
{
    uint32_t floor = 0;
    f->proposes = proposes;
    memset(f->known, 0, sizeof f->known);
    for (uint32_t at = next_candidate(f->text, f->page, 0); at < f->text.len;
         at = next_candidate(f->text, f->page, floor)) {
        const known_word *known;
        take_word(f, word_start(f->text, floor, at), at);
        floor = f->word.at[f->word.codes.count];
        dbn_range range = {f->word.at[0], floor};
        DBN_TRY(know(f, &known, range));
        DBN_TRY(use(f, known, range));
    }
    return DBN_OK;
}

dbn_status
dbn_mojibake_find(dbn_fixes *fixes, dbn_span text, const dbn_letter_stats *letters,
                  dbn_span lang, dbn_job *job)
{
    if (next_candidate(text, DBN_PAGES, 0) == text.len)
        return DBN_OK;
    finder *f = dbn_arena_alloc(&job->scratch, sizeof *f);
    if (f == NULL)
        return DBN_ERR_NOMEM;
    f->text = text;
    f->fixes = fixes;
    f->arena = &job->arena;
    f->page = DBN_PAGES;
    dbn_judge_init(&f->judge, letters, lang);
    DBN_TRY(go_through(f, false));
    uint32_t page = best_page(f->evidence);
    if (f->evidence[page] == 0)
        return DBN_OK; /* no word gains enough even alone */
    if (f->evidence[page] >= EVIDENCE)
        f->page = page;
    return go_through(f, true);
}
