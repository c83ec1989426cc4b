/*
 * What the word lists of dicts/<lang>/profile.yaml say of a full stop, by the word
 * before it and the word behind it:
 *
 *     abbreviation         M. Dupont, cf. Paris       never ends a sentence
 *     abbreviation-last    etc. Paris, S.A. Le        ends one where a capital follows
 *     abbreviation-number  art. 5, mer. Il            an ordinary word, but before
 * numbers one capital          J. Dupont, vitamine C. Il  ends one before words that
 * are no several (U.S.A.)     U.S. President             names (stop words with a
 * capital) a number             1. Titre, 3. März          at the start of its
 * sentence, before a month, and as an ordinal
 */
#include "segment/stop.h"

#include "base/hash.h"

/* Quotes, brackets, spaces and dashes between two sentences that are looked over. */
#define LOOK_AHEAD 16
/* Letters of a word that is no abbreviation even where the lists do not know it. */
#define SURE_LETTERS 4
/* A heading in capitals has so many words, and at most so many bytes. */
#define HEADING_WORDS 4
#define HEADING_MAX   200U
/* Any other heading has so many words at most. */
#define HEADING_WORDS_MAX 9
/* Letters of the shortest word that tells something by its small letters. */
#define SMALL_LETTERS 4

#define ANY_ABBREVIATION                                                               \
    (DBN_WORD_ABBREVIATION | DBN_WORD_ABBREVIATION_LAST | DBN_WORD_ABBREVIATION_NUMBER)

static bool
is_apostrophe(uint32_t code)
{
    return code == '\'' || code == 0x2019;
}

/* Letters of scripts that have no case, all of which come out as lower ones. */
static bool
is_caseless(uint32_t code)
{
    return (code >= 0x0590 && code < 0x1C80) || (code >= 0x2D30 && code < 0xA640) ||
           (code >= 0xA800 && code < 0xFB00) || code >= 0xFB1D;
}

static dbn_word
look_up(const dbn_splitter *s, uint32_t beg, uint32_t end)
{
    char folded[DBN_SPLITTER_WORD_MAX + DBN_FOLD_MAX];
    if (s->profile == NULL || end - beg > DBN_SPLITTER_WORD_MAX)
        return (dbn_word){0};
    size_t count =
        dbn_fold(folded, sizeof folded, (dbn_span){s->text.ptr + beg, end - beg});
    return dbn_profile_word(s->profile, (dbn_span){folded, count});
}

static bool
is_letter(dbn_char_class class)
{
    return class == DBN_CHAR_LOWER || class == DBN_CHAR_UPPER || class == DBN_CHAR_MARK;
}

/* Behind the letters and digits from `at` on. */
static uint32_t
word_end(const dbn_splitter *s, uint32_t at)
{
    uint32_t end = at, len;
    while (end < s->end && end - at <= DBN_SPLITTER_WORD_MAX) {
        dbn_char_class class = dbn_char_class_of(dbn_splitter_code(s, end, &len));
        if (!is_letter(class) && class != DBN_CHAR_DIGIT)
            break;
        end += len;
    }
    return end;
}

static bool
is_roman(const dbn_splitter *s, uint32_t beg, uint32_t end)
{
    for (uint32_t i = beg; i < end; i++)
        if (s->text.ptr[i] == '\0' || strchr("IVXLC", s->text.ptr[i]) == NULL)
            return false;
    return end > beg;
}

/* 's Avonds, ’t Is: a sentence may begin with a small letter behind its apostrophe. */
static bool
is_clipped(const dbn_splitter *s, uint32_t at)
{
    uint32_t len, next_len;
    if (!is_apostrophe(dbn_splitter_code(s, at, &len)))
        return false;
    uint32_t letter = at + len, space = word_end(s, letter);
    return space > letter && space - letter <= 2 &&
           dbn_splitter_is_space(dbn_splitter_code(s, space, &len)) &&
           dbn_char_class_of(dbn_splitter_code(s, space + len, &next_len)) ==
               DBN_CHAR_UPPER;
}

dbn_ahead
dbn_splitter_ahead(const dbn_splitter *s, uint32_t at)
{
    dbn_ahead ahead = {.can_begin = true};
    uint32_t len;
    for (int i = 0; i < LOOK_AHEAD && at < s->end; i++, at += len) {
        uint32_t code = dbn_splitter_code(s, at, &len);
        dbn_char_class class = dbn_char_class_of(code);
        if (is_clipped(s, at))
            return ahead;
        if (!is_letter(class) && class != DBN_CHAR_DIGIT)
            continue;
        uint32_t end = word_end(s, at), behind_len;
        ahead.is_upper = class == DBN_CHAR_UPPER;
        ahead.is_digit = class == DBN_CHAR_DIGIT;
        ahead.is_numeral = ahead.is_digit || is_roman(s, at, end);
        ahead.can_begin = ahead.is_upper || ahead.is_digit || is_caseless(code);
        ahead.word = look_up(s, at, end);
        ahead.beg = at;
        ahead.end = end;
        bool is_elision = is_apostrophe(dbn_splitter_code(s, end, &behind_len));
        ahead.is_starter =
            ahead.is_upper &&
            (ahead.word.classes & (is_elision ? DBN_WORD_ELISION : DBN_WORD_STOP)) != 0;
        return ahead;
    }
    return ahead;
}

/* RTE, ONEM: three capitals or more are no abbreviation that has a full stop. */
static bool
is_acronym(const dbn_splitter *s, uint32_t beg, uint32_t end)
{
    uint32_t len, letters = 0;
    for (uint32_t at = beg; at < end; at += len, letters++)
        if (dbn_char_class_of(dbn_splitter_code(s, at, &len)) != DBN_CHAR_UPPER)
            return false;
    return letters >= 3 && !is_roman(s, beg, end);
}

/* An initial follows a space, a hyphen, an apostrophe or a bracket, and no degree sign:
 * 25 °C. */
static bool
is_degree(const dbn_splitter *s, uint32_t from)
{
    uint32_t before;
    return from > s->at &&
           dbn_utf8_decode_before(s->text, s->at, from, &before) == 0xB0;
}

/* Where the word that ends at `end` begins: letters, digits and inner full stops. */
static uint32_t
word_before(const dbn_splitter *s, uint32_t end)
{
    uint32_t at = end, before;
    while (at > s->at && end - at <= DBN_SPLITTER_WORD_MAX) {
        uint32_t code = dbn_utf8_decode_before(s->text, s->at, at, &before);
        dbn_char_class class = dbn_char_class_of(code);
        if (!is_letter(class) && class != DBN_CHAR_DIGIT && !(code == '.' && at < end))
            break;
        at = before;
    }
    return at;
}

/* U.S.A, p.m, J.R.R: single letters with full stops between them. */
static bool
is_spelt(const dbn_splitter *s, uint32_t beg, uint32_t end)
{
    uint32_t len, letters = 0;
    for (uint32_t at = beg; at < end; at += len) {
        if (!is_letter(dbn_char_class_of(dbn_splitter_code(s, at, &len))))
            return false;
        letters++;
        if (at + len < end && s->text.ptr[at + len] != '.')
            return false;
        len += at + len < end;
    }
    return letters > 1;
}

/* Is the last word before `at` a capitalised one: John in "John F."? */
static bool
follows_name(const dbn_splitter *s, uint32_t at)
{
    uint32_t end = at, before;
    while (end > s->at) {
        uint32_t code = dbn_utf8_decode_before(s->text, s->at, end, &before);
        if (code != '.' && code != '-' && !dbn_splitter_is_space(code))
            break;
        end = before;
    }
    if (end == s->at)
        return true;
    uint32_t beg = word_before(s, end), len;
    return beg < end &&
           dbn_char_class_of(dbn_splitter_code(s, beg, &len)) == DBN_CHAR_UPPER;
}

/* The second half of z. B., of which the first is one small letter. */
static bool
follows_small_letter(const dbn_splitter *s, uint32_t at)
{
    uint32_t beg = at;
    while (beg > s->at && s->text.ptr[beg - 1] == ' ')
        beg--;
    return beg >= s->at + 2 && s->text.ptr[beg - 1] == '.' &&
           s->text.ptr[beg - 2] >= 'a' && s->text.ptr[beg - 2] <= 'z' &&
           (beg == s->at + 2 || !dbn_is_ascii_alpha(s->text.ptr[beg - 3]));
}

/* Does the word that begins at `from` end an abbreviation with a hyphen, as J.-C.? */
static bool
is_hyphened(const dbn_splitter *s, uint32_t from, uint32_t at)
{
    if (from < s->at + 2 || s->text.ptr[from - 1] != '-')
        return false;
    uint32_t beg = word_before(s, from - 2);
    return (look_up(s, beg, at).classes & DBN_WORD_ABBREVIATION_LAST) != 0;
}

/* One capital: an initial, unless what follows is no name. Small words of names (Le,
 * De, Van) are starters too; before a capital or another one they are of the name. */
static bool
is_initial(const dbn_splitter *s, uint32_t from, const dbn_ahead *ahead)
{
    if (!ahead->is_starter || follows_small_letter(s, from))
        return true;
    uint32_t len, next_len;
    (void)dbn_splitter_code(s, ahead->end, &len);
    uint32_t next = ahead->end + len;
    dbn_char_class class = dbn_char_class_of(dbn_splitter_code(s, next, &next_len));
    bool is_name = class == DBN_CHAR_UPPER && s->profile != NULL &&
                   !dbn_profile_notation(s->profile).noun_capitals;
    return (ahead->word.classes & DBN_WORD_PARTICLE) != 0 &&
           (is_name ||
            (look_up(s, next, word_end(s, next)).classes & DBN_WORD_PARTICLE) != 0);
}

/* A number with its full stop: of a list, of a day, or an ordinal. */
static bool
is_numbered(const dbn_splitter *s, uint32_t from, uint32_t at, const dbn_ahead *ahead)
{
    uint32_t before = from, digits = at - from;
    while (before > s->at &&
           dbn_splitter_is_space((unsigned char)s->text.ptr[before - 1]))
        before--;
    if (digits > 3)
        return false;
    if (ahead->word.month != 0 || before == s->at)
        return true;
    if (s->profile == NULL || !dbn_profile_notation(s->profile).ordinal_stop)
        return false;
    return ahead->is_upper && !ahead->is_starter;
}

bool
dbn_stop_is_of_word(const dbn_splitter *s, uint32_t at, const dbn_ahead *ahead)
{
    uint32_t from = word_before(s, at), len;
    if (from == at)
        return false;
    dbn_char_class class = dbn_char_class_of(dbn_splitter_code(s, from, &len));
    if (class == DBN_CHAR_DIGIT && word_end(s, from) == at)
        return is_numbered(s, from, at, ahead);
    if (is_acronym(s, from, at) || is_degree(s, from))
        return false;
    uint32_t classes = look_up(s, from, at).classes;
    bool is_title = (classes & DBN_WORD_TITLE) != 0;
    classes &= ANY_ABBREVIATION;
    bool is_one = from + len == at, is_several = is_spelt(s, from, at);
    if (is_one && is_hyphened(s, from, at))
        return !ahead->is_starter;
    if (is_one && class == DBN_CHAR_UPPER && !is_title)
        return is_initial(s, from, ahead);
    if (is_one && class == DBN_CHAR_LOWER && is_title) /* 2 m. C'est */
        return !ahead->is_starter;
    if ((classes & DBN_WORD_ABBREVIATION_NUMBER) != 0)
        return ahead->is_numeral;
    if (is_several && classes != DBN_WORD_ABBREVIATION)
        return !ahead->is_starter;
    if ((classes & DBN_WORD_ABBREVIATION_LAST) != 0)
        return !ahead->is_upper;
    if (classes != 0)
        return true;
    return s->profile != NULL && dbn_profile_notation(s->profile).ordinal_stop &&
           is_roman(s, from, at) && follows_name(s, from) && !ahead->is_starter;
}

bool
dbn_stop_is_sure(const dbn_splitter *s, uint32_t at)
{
    uint32_t from = word_before(s, at), len, letters = 0;
    for (uint32_t i = from; i < at; i += len, letters++)
        if (dbn_char_class_of(dbn_splitter_code(s, i, &len)) != DBN_CHAR_LOWER)
            return false;
    return letters >= SURE_LETTERS && s->profile != NULL &&
           (look_up(s, from, at).classes & ANY_ABBREVIATION) == 0;
}

/* Are the words of the sentence so far, from their last one back, all capitals: at
 * least four, down to where the sentence begins? */
static bool
is_heading_in_capitals(const dbn_splitter *s, uint32_t at)
{
    uint32_t words = 0, beg;
    for (uint32_t end = at; end > s->at; end = beg) {
        uint32_t code = dbn_utf8_decode_before(s->text, s->at, end, &beg);
        dbn_char_class class = dbn_char_class_of(code);
        if (class == DBN_CHAR_LOWER || at - end > HEADING_MAX)
            return false;
        if (class != DBN_CHAR_UPPER)
            continue;
        bool begins_word = beg == s->at;
        if (!begins_word) {
            uint32_t before;
            code = dbn_utf8_decode_before(s->text, s->at, beg, &before);
            begins_word = !is_letter(dbn_char_class_of(code));
        }
        words += begins_word;
    }
    return words >= HEADING_WORDS;
}

#define NO_HEADING                                                                     \
    (DBN_WORD_START | DBN_WORD_PARTICLE | DBN_WORD_TITLE | DBN_WORD_NEGATION)

/* Has the sentence so far the form of a heading: a few words, the first one with a
 * capital and neither article nor preposition? "Grossesse et allaitement". */
static bool
is_heading(const dbn_splitter *s, uint32_t at)
{
    uint32_t words = 0, beg = s->at, end, len;
    if (at - s->at > HEADING_MAX)
        return false;
    for (; beg<at; beg = end> beg ? end : beg + len) {
        end = word_end(s, beg);
        dbn_char_class class = dbn_char_class_of(dbn_splitter_code(s, beg, &len));
        if (s->text.ptr[beg] == ',')
            return false;
        if (end == beg)
            continue;
        if (words++ > 0)
            continue;
        uint32_t classes = look_up(s, beg, end).classes;
        uint32_t apostrophe_len;
        if (class != DBN_CHAR_UPPER || (classes & NO_HEADING) != 0 ||
            is_apostrophe(dbn_splitter_code(s, end, &apostrophe_len)))
            return false;
    }
    return words > 0 && words <= HEADING_WORDS_MAX;
}

/* The bit of a word in the set of those that the text has in small letters. */
static uint32_t
small_bit(const dbn_splitter *s, uint32_t beg, uint32_t end)
{
    char folded[DBN_SPLITTER_WORD_MAX + DBN_FOLD_MAX];
    size_t count =
        dbn_fold(folded, sizeof folded, (dbn_span){s->text.ptr + beg, end - beg});
    return (uint32_t)(dbn_hash_bytes((dbn_span){folded, count}) >> 32) &
           (DBN_SMALL_BITS - 1);
}

void
dbn_small_words_gather(uint64_t *set, dbn_span text)
{
    dbn_splitter s = {.text = text, .end = (uint32_t)text.len};
    uint32_t end;
    for (uint32_t at = 0; at < text.len; at = end + 1) {
        end = word_end(&s, at);
        /* Words behind apostrophes and hyphens count, those in UTF-8 need no more
         * care: the bytes of a longer letter are skipped one by one. */
        if (end - at < SMALL_LETTERS || end - at > DBN_SPLITTER_WORD_MAX ||
            text.ptr[at] < 'a' || text.ptr[at] > 'z')
            continue;
        uint32_t bit = small_bit(&s, at, end);
        set[bit / 64] |= UINT64_C(1) << bit % 64;
    }
}

/* Is the capitalised word `ahead` one that stands elsewhere in small letters? */
static bool
is_small_elsewhere(const dbn_splitter *s, const dbn_ahead *ahead)
{
    if (s->small == NULL || ahead->end - ahead->beg < SMALL_LETTERS ||
        ahead->end - ahead->beg > DBN_SPLITTER_WORD_MAX ||
        (ahead->word.classes & (DBN_WORD_TITLE | DBN_WORD_MONTH)) != 0)
        return false;
    uint32_t bit = small_bit(s, ahead->beg, ahead->end);
    return s->small[bit / 64] >> bit % 64 & 1;
}

/* Does the text from the space at `at` back end in a word that can end a heading or a
 * sentence: a small one that is no article or preposition, a bracket, a number? */
static bool
can_end(const dbn_splitter *s, uint32_t at)
{
    uint32_t before, len;
    uint32_t code = dbn_utf8_decode_before(s->text, s->at, at, &before);
    if (code == ')') /* but not that of (...) */
        return dbn_char_class_of(dbn_utf8_decode_before(s->text, s->at, before,
                                                        &before)) != DBN_CHAR_OTHER;
    if (code == '%')
        return true;
    dbn_char_class class = dbn_char_class_of(code);
    if (class == DBN_CHAR_UPPER)
        return is_heading_in_capitals(s, at);
    if (class != DBN_CHAR_LOWER)
        return false;
    uint32_t from = word_before(s, at);
    /* One letter ends nothing, not even where its accent hides it from the lists: à. */
    bool is_a = at - from == 2 && (s->text.ptr[from] & 0x80) != 0;
    return at - from > 1 && !is_a &&
           dbn_char_class_of(dbn_splitter_code(s, from, &len)) == DBN_CHAR_LOWER &&
           (look_up(s, from, at).classes & (DBN_WORD_STOP | DBN_WORD_TITLE)) == 0;
}

bool
dbn_stop_is_missing(const dbn_splitter *s, uint32_t at, const dbn_ahead *ahead)
{
    uint32_t len, next_len;
    bool is_start = ahead->is_starter && (ahead->word.classes & DBN_WORD_START) != 0;
    bool is_headed =
        s->small != NULL && !dbn_profile_notation(s->profile).noun_capitals &&
        (ahead->is_starter || is_small_elsewhere(s, ahead)) && is_heading(s, at);
    if (!is_start && !is_headed)
        return false;
    /* Its second word is a small one: no title of a work, no name. */
    uint32_t behind = ahead->end, code = dbn_splitter_code(s, behind, &len);
    if (code == ',' && is_start)
        code = dbn_splitter_code(s, ++behind, &len);
    dbn_char_class next =
        dbn_char_class_of(dbn_splitter_code(s, behind + len, &next_len));
    bool is_joined = dbn_splitter_is_space(code) || is_apostrophe(code);
    return is_joined && next == DBN_CHAR_LOWER && can_end(s, at);
}
