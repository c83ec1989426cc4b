/*
 * The language of a text, by a vote of its stop words.
 *
 * Every word that stands among the stop words of k languages (or among their
 * elisions, when an apostrophe follows) gives each of them VOTE / k points, the
 * first time FIRST times over: a page that says "de" a hundred times proves less
 * than one that also says "les", "dans" and "été". A language wins with a clear
 * lead only. A table lookup a word. This is for folders that have no statistics of
 * letters (identify.c), which know short texts and neighbouring languages better.
 */
#include "base/utf8.h"
#include "lang/language.h"
#include "text/fold.h"

#define LOOK_AT   (16U << 10) /* bytes of the text that are read */
#define VOTE      840U        /* divisible by 1 to 8 languages */
#define FIRST     4U          /* weight of a word's first occurrence */
#define TIMES_MAX 8U          /* occurrences of one word that count */

/* A clear lead: a tenth more than the next one, ... */
#define LEAD_OF   11U
#define LEAD_OVER 10U
/* ... and at least one word in SHARE is a stop word of the language: of the texts of
 * our languages a third to a half, of others seldom a tenth. */
#define SHARE 6U

/* A lead that leaves no doubt: twice the points of the next, one word in SURE_SHARE,
 * and words enough to judge by. */
#define SURE_LEAD  2U
#define SURE_SHARE 3U
#define SURE_WORDS 24U

/* The count stops early, asked every CHECK_EVERY bytes, once a language has SETTLED
 * stop words and twice the points of the next: in an article after a paragraph. */
#define CHECK_EVERY 512U
#define SETTLED     32U

typedef struct election {
    const dbn_profiles *profiles;
    uint64_t points[DBN_LANGUAGES_MAX];
    uint32_t voted[DBN_LANGUAGES_MAX]; /* words that gave points */
    uint32_t words;
    uint8_t times[DBN_VOTE_WORDS_MAX]; /* by the numbers of the voters */
} election;

static dbn_status
add_voter(dbn_profiles *profiles, dbn_span word, dbn_vote_set vote, dbn_error *err)
{
    uint32_t number;
    if (dbn_lexicon_add(&number, &profiles->voters, word, &profiles->arena) != DBN_OK)
        return dbn_load_nomem(err);
    if (number >= DBN_VOTE_WORDS_MAX)
        return dbn_fail(err, DBN_ERR_LIMIT, "more than %d stop words in all languages",
                        DBN_VOTE_WORDS_MAX);
    if (number == profiles->votes.count &&
        dbn_vec_push(&profiles->arena, &profiles->votes, (dbn_vote_set){0}) != DBN_OK)
        return dbn_load_nomem(err);
    profiles->votes.items[number].stop |= vote.stop;
    profiles->votes.items[number].elision |= vote.elision;
    return DBN_OK;
}

dbn_status
dbn_voters_gather(dbn_profiles *profiles, dbn_error *err)
{
    for (uint32_t i = 0; i < profiles->languages.count; i++) {
        const dbn_language *language = profiles->languages.items[i];
        uint64_t bit = UINT64_C(1) << i;
        for (uint32_t w = 0; w < language->words.count; w++) {
            uint32_t classes = language->words.items[w].classes;
            dbn_vote_set vote = {(classes & DBN_WORD_STOP) != 0 ? bit : 0,
                                 (classes & DBN_WORD_ELISION) != 0 ? bit : 0};
            if ((vote.stop | vote.elision) != 0)
                DBN_TRY(
                    add_voter(profiles, language->lexicon.words.items[w], vote, err));
        }
    }
    return DBN_OK;
}

static void
count_word(election *e, dbn_span word, bool has_apostrophe)
{
    e->words++;
    uint32_t number = dbn_lexicon_find(&e->profiles->voters, word);
    if (number == DBN_NONE)
        return;
    dbn_vote_set vote = e->profiles->votes.items[number];
    uint64_t languages = has_apostrophe ? vote.elision | vote.stop : vote.stop;
    uint32_t among = (uint32_t)__builtin_popcountll(languages);
    if (among == 0)
        return;
    uint8_t *times = &e->times[number];
    uint32_t weight = *times == 0 ? FIRST : *times < TIMES_MAX ? 1 : 0;
    if (*times < TIMES_MAX)
        ++*times;
    for (; languages != 0; languages &= languages - 1) {
        int i = __builtin_ctzll(languages);
        e->points[i] += (uint64_t)weight * (VOTE / among);
        e->voted[i]++;
    }
}

/** Indices of the language with most points, and of the next one. */
typedef struct lead {
    uint32_t best;
    uint64_t next; /* points of the next one */
} lead;

static lead
lead_of(const election *e)
{
    lead l = {0};
    for (uint32_t i = 1; i < e->profiles->languages.count; i++)
        if (e->points[i] > e->points[l.best])
            l.best = i;
    for (uint32_t i = 0; i < e->profiles->languages.count; i++)
        if (i != l.best && e->points[i] > l.next)
            l.next = e->points[i];
    return l;
}

static bool
is_settled(const election *e)
{
    lead l = lead_of(e);
    return e->voted[l.best] >= SETTLED && e->points[l.best] >= 2 * l.next;
}

static void
count_words(election *e, dbn_span text)
{
    char word[DBN_WORD_MAX];
    size_t len = 0, next_check = CHECK_EVERY;
    bool fits = true;
    for (size_t at = 0; at <= text.len;) {
        if (at < text.len && dbn_is_ascii_alpha(text.ptr[at])) { /* nearly all are */
            fits = fits && len < sizeof word;
            if (fits)
                word[len++] = dbn_ascii_lower(text.ptr[at]);
            at++;
            continue;
        }
        uint32_t width = 1;
        uint32_t code = at < text.len ? dbn_utf8_decode(text, at, &width) : ' ';
        at += width;
        char form[DBN_FOLD_MAX];
        uint32_t form_len = dbn_fold_codepoint(form, code);
        dbn_char_class class = dbn_char_class_of(code);
        bool is_letter = class == DBN_CHAR_LOWER || class == DBN_CHAR_UPPER;
        if (is_letter || class == DBN_CHAR_MARK) {
            fits = fits && len + form_len <= sizeof word;
            if (fits)
                memcpy(word + len, form, form_len);
            len += fits ? form_len : 0;
            continue;
        }
        if (len != 0 && fits)
            count_word(e, (dbn_span){word, len}, form_len == 1 && form[0] == '\'');
        len = 0;
        fits = true;
        if (at >= next_check) {
            if (is_settled(e))
                return;
            next_check = at + CHECK_EVERY;
        }
    }
}

static void
hold(election *e, const dbn_profiles *profiles, dbn_span text)
{
    *e = (election){.profiles = profiles};
    if (text.len > LOOK_AT)
        text.len = LOOK_AT;
    count_words(e, text);
}

const dbn_profile *
dbn_vote_surely(const dbn_profiles *profiles, dbn_span text)
{
    election e;
    hold(&e, profiles, text);
    lead l = lead_of(&e);
    if (e.words < SURE_WORDS || e.points[l.best] < l.next * SURE_LEAD ||
        e.voted[l.best] * SURE_SHARE < e.words)
        return profiles->neutral;
    return dbn_profiles_named(profiles, profiles->languages.items[l.best]->code);
}

const dbn_profile *
dbn_vote(const dbn_profiles *profiles, dbn_span text)
{
    election e;
    hold(&e, profiles, text);
    lead l = lead_of(&e);
    uint64_t points = e.points[l.best];
    bool leads = points * LEAD_OVER >= l.next * LEAD_OF && points > 0;
    if (!leads || e.voted[l.best] * SHARE < e.words)
        return profiles->neutral;
    return dbn_profiles_named(profiles, profiles->languages.items[l.best]->code);
}
