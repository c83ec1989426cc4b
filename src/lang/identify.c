/*
 * The language of a text, by its letters.
 *
 * Every word costs in each language what its letters are worth there (letters.h), and
 * more in those that lack it where its letters mislead; the cheapest language wins. The
 * statistics also have languages that are not ours: a text that is cheaper in one of
 * those, or dear in all, is in none of ours.
 */
#include "base/utf8.h"
#include "lang/language.h"
#include "text/fold.h"

/* A text is looked at in pieces, since a page begins and ends with what is not its
 * article: 256 bytes in all have 40 words, where 20 would do. Where those leave a
 * doubt, twice as many are looked at, and at last 2 KiB. */
#define PIECES 4U
static const size_t piece_lens[] = {64, 128, 512};
#define PIECE_LENS (sizeof piece_lens / sizeof piece_lens[0])

/* Of a paragraph a dozen words, fewer where they are clearly in the language of the
 * text as most are, or, where they seem to be in another language, 30. */
#define PART_BYTES  72U
#define PART_LONGER 192U

#define NATS(n) ((n)*DBN_LETTERS_NAT)

/* What another language must be cheaper by before a text is not in one of ours. */
#define OTHER_LEAD NATS(9U)

/* Fewer letters than two short words have are no text in any language, nor is one word,
 * which may be in several. */
#define LETTERS_LEAST 8U
#define WORDS_LEAST   2U

/* A letter costs 2 to 2.5 nats in its own language, 3.5 in others; short texts vary. */
#define LETTER_MAX      54U /* 3.4 nats */
#define LETTERS_TO_TELL 40U

/* No doubt is left when the next language is so much dearer, and so many letters say
 * it. */
#define SURE_LEAD    NATS(24U)
#define SURE_LETTERS 80U

/* What a word costs more in those of our languages that lack it, if others have it. */
#define WORD_LACKING NATS(6U)

/* The same for a paragraph among others. */
#define PART_LEAD    NATS(16U)
#define PART_LETTERS 40U

/* The first words that have so many letters, and are so much cheaper in the language of
 * the text than in any other, do for a paragraph. */
#define OWN_LEAD    NATS(7U)
#define OWN_LETTERS 20U

/* What some letters cost. */
typedef struct measure {
    const dbn_letter_stats *letters;
    dbn_letter_word *cache; /* of letters.h, or NULL */
    dbn_letter_costs costs;
    uint32_t count; /* of letters, and of ends of words */
    uint32_t words;
    uint32_t foreign; /* letters of scripts without statistics */
    uint32_t own;     /* a language that is enough to see lead, or DBN_NONE */
} measure;

static measure
measure_of(const dbn_letter_stats *letters, dbn_letter_word *cache, uint32_t own)
{
    return (measure){.letters = letters, .cache = cache, .own = own};
}

static void
take_word(measure *m, const uint8_t *word, uint32_t len)
{
    if (len == 0)
        return;
    uint32_t lacking = dbn_letters_add_word(&m->costs, m->letters, word, len, m->cache);
    for (; lacking != 0; lacking &= lacking - 1)
        m->costs.of[__builtin_ctz(lacking)] += WORD_LACKING;
    m->count += len + 1;
    m->words++;
}

/* The cheapest of the languages [beg, end), other than `but`. */
static uint32_t
cheapest(const measure *m, uint32_t beg, uint32_t end, uint32_t but)
{
    uint32_t best = DBN_NONE;
    for (uint32_t i = beg; i < end; i++)
        if (i != but && (best == DBN_NONE || m->costs.of[i] < m->costs.of[best]))
            best = i;
    return best;
}

static uint32_t
cost_of(const measure *m, uint32_t language)
{
    return language == DBN_NONE ? UINT32_MAX / 2 : m->costs.of[language];
}

/* Does the language that is looked for lead so far that no more words are needed? */
static bool
is_own(const measure *m)
{
    if (m->own == DBN_NONE || m->count < OWN_LETTERS)
        return false;
    uint32_t next = cheapest(m, 0, m->letters->languages, m->own);
    return cost_of(m, m->own) + OWN_LEAD <= cost_of(m, next);
}

static void
take_text(measure *m, dbn_span text)
{
    uint8_t word[DBN_LETTERS_WORD_MAX];
    uint32_t len = 0, width;
    for (size_t at = 0; at < text.len; at += width) {
        uint32_t code = dbn_utf8_decode(text, at, &width);
        uint8_t symbol = dbn_letters_symbol(m->letters, code);
        if (symbol != DBN_SYMBOL_NONE) {
            if (len < DBN_LETTERS_WORD_MAX)
                word[len++] = symbol;
            continue;
        }
        m->foreign += code >= DBN_LETTERS_END && dbn_is_letter(code);
        take_word(m, word, len);
        if (len > 0 && is_own(m))
            return;
        len = 0;
    }
    take_word(m, word, len);
}

static bool
is_in_word(dbn_span text, size_t at)
{
    return dbn_utf8_is_continuation(text.ptr[at]) || dbn_is_ascii_alpha(text.ptr[at]);
}

/* A piece of `text` from about `at` on, of whole words. */
static dbn_span
piece_of(dbn_span text, size_t at, size_t len)
{
    size_t end = text.len - at > len ? at + len : text.len;
    size_t limit = end;
    while (at > 0 && at < limit && is_in_word(text, at))
        at++;
    while (end < text.len && end > at && is_in_word(text, end))
        end--;
    return (dbn_span){text.ptr + at, end - at};
}

static void
take_pieces(measure *m, dbn_span text, size_t len)
{
    if (text.len <= PIECES * len) {
        take_text(m, text);
        return;
    }
    size_t step = (text.len - len) / (PIECES - 1);
    for (size_t i = 0; i < PIECES; i++)
        take_text(m, piece_of(text, i * step, len));
}

/* Is the text in none of ours, of which `best` is the cheapest? */
static bool
is_elsewhere(const measure *m, uint32_t best)
{
    uint32_t other = cheapest(m, m->letters->ours, m->letters->languages, DBN_NONE);
    return m->foreign > m->count || cost_of(m, other) + OTHER_LEAD < cost_of(m, best) ||
           (m->count >= LETTERS_TO_TELL && cost_of(m, best) > m->count * LETTER_MAX);
}

/* Is `best` so much cheaper than all others that more letters would not change it? */
static bool
is_sure(const measure *m, uint32_t best)
{
    uint32_t next = cheapest(m, 0, m->letters->languages, best);
    return m->count >= SURE_LETTERS && !is_elsewhere(m, best) &&
           cost_of(m, best) + SURE_LEAD <= cost_of(m, next);
}

/* The cheapest of our languages, by as many letters as it takes. */
static uint32_t
measure_text(measure *m, dbn_span text)
{
    for (size_t i = 0;; i++) {
        *m = measure_of(m->letters, m->cache, DBN_NONE);
        take_pieces(m, text, piece_lens[i]);
        uint32_t best = cheapest(m, 0, m->letters->ours, DBN_NONE);
        if (i + 1 == PIECE_LENS || text.len <= PIECES * piece_lens[i] ||
            is_sure(m, best))
            return best;
    }
}

static const dbn_profile *
profile_of(const dbn_profiles *profiles, uint32_t language)
{
    const dbn_profile *profile = profiles->columns[language];
    return profile == NULL ? profiles->neutral : profile;
}

const dbn_profile *
dbn_profiles_identify(const dbn_profiles *profiles, dbn_span text, dbn_cache *cache)
{
    measure m = measure_of(&profiles->letters, dbn_letters_cache(cache), DBN_NONE);
    if (m.letters->languages == 0)
        return dbn_vote(profiles, text);
    uint32_t best = measure_text(&m, text);
    if (m.count < LETTERS_LEAST || m.words < WORDS_LEAST || is_elsewhere(&m, best))
        return profiles->neutral;
    return profile_of(profiles, best);
}

const dbn_profile *
dbn_profiles_identify_surely(const dbn_profiles *profiles, dbn_span text,
                             dbn_cache *cache)
{
    measure m = measure_of(&profiles->letters, dbn_letters_cache(cache), DBN_NONE);
    if (m.letters->languages == 0)
        return dbn_vote_surely(profiles, text);
    uint32_t best = measure_text(&m, text);
    return is_sure(&m, best) ? profile_of(profiles, best) : profiles->neutral;
}

/* The column of a profile, DBN_NONE for none. */
static uint32_t
column_of(const dbn_profiles *profiles, const dbn_profile *profile)
{
    for (uint32_t i = 0; i < profiles->letters.ours; i++)
        if (profiles->columns[i] != NULL &&
            profiles->columns[i]->language == profile->language)
            return i;
    return DBN_NONE;
}

/* What the first `len` bytes of a paragraph say, or as few as tell that it is in its
 * `own` language, if that is not DBN_NONE: the cheapest language. */
static uint32_t
measure_part(measure *m, dbn_span text, size_t len, uint32_t own)
{
    *m = measure_of(m->letters, m->cache, own);
    take_text(m, piece_of(text, 0, len));
    return cheapest(m, 0, m->letters->languages, DBN_NONE);
}

const dbn_profile *
dbn_profiles_identify_part(const dbn_profiles *profiles, dbn_span text,
                           const dbn_profile *whole, dbn_cache *cache)
{
    uint32_t own = column_of(profiles, whole);
    measure m = measure_of(&profiles->letters, dbn_letters_cache(cache), own);
    if (own == DBN_NONE || measure_part(&m, text, PART_BYTES, own) == own)
        return whole;
    uint32_t best = measure_part(&m, text, PART_LONGER, DBN_NONE);
    if (m.count < PART_LETTERS || best == own ||
        cost_of(&m, best) + PART_LEAD > cost_of(&m, own))
        return whole;
    return best < m.letters->ours ? profile_of(profiles, best) : profiles->neutral;
}
