/*
 * A word is compared by its first letters, folded, so that inflected forms meet; a
 * number by its value, whatever the notation, and a word that has one too: zwei = deux
 * = 2, lundi = maandag, premier = first.
 */
#include "align/words.h"

#include "base/utf8.h"
#include "text/fold.h"

/* Bytes of a folded word that count. */
#define STEM_BYTES 5U
/* Bytes of a word of which it tells something that both languages have it. */
#define ALIKE_LETTERS 4U
/* Bytes of the longest word that is looked at. */
#define WORD_BYTES 64U

typedef struct reader {
    dbn_word_numbers *out;
    dbn_vocabulary *vocabulary;
    dbn_span text;
    const dbn_profile *profile;
    bool grows;
    dbn_arena *arena;
} reader;

static dbn_status
push(reader *r, dbn_span word)
{
    uint32_t number = dbn_lexicon_find(&r->vocabulary->lexicon, word);
    if (number == DBN_NONE && r->grows) {
        if (dbn_lexicon_add(&number, &r->vocabulary->lexicon, word, r->arena) != DBN_OK)
            return DBN_ERR_NOMEM;
    }
    return dbn_vec_push(r->arena, r->out, number);
}

static bool
is_inside(uint32_t code)
{
    dbn_char_class class = dbn_char_class_of(code);
    return class == DBN_CHAR_LOWER || class == DBN_CHAR_UPPER ||
           class == DBN_CHAR_MARK || class == DBN_CHAR_DIGIT;
}

/* "#" and the digits; a group of three behind a sign belongs to the number, other
 * digits behind one are decimals. */
static uint32_t
read_number(const reader *r, uint32_t at, char value[WORD_BYTES], uint32_t *len)
{
    uint32_t n = 0, run = 0;
    const char *text = r->text.ptr;
    value[n++] = '#';
    for (; at < r->text.len; at++) {
        if (dbn_is_ascii_digit(text[at])) {
            if (n < WORD_BYTES && (n > 1 || text[at] != '0'))
                value[n++] = text[at];
            run++;
            continue;
        }
        bool is_sign = text[at] == '.' || text[at] == ',';
        uint32_t digits = 0;
        while (is_sign && at + 1 + digits < r->text.len &&
               dbn_is_ascii_digit(text[at + 1 + digits]))
            digits++;
        if (digits == 0 || run > 3)
            break;
        if (digits != 3 && n < WORD_BYTES)
            value[n++] = '.';
        run = digits == 3 ? 0 : 4;
    }
    *len = n;
    return at;
}

/* Fold the word at `at`; its end is returned. */
static uint32_t
read_word(const reader *r, uint32_t at, char folded[WORD_BYTES], uint32_t *len)
{
    uint32_t n = 0, step;
    for (; at < r->text.len; at += step) {
        uint32_t code = dbn_utf8_decode(r->text, at, &step);
        if (!is_inside(code))
            break;
        if (n + DBN_FOLD_MAX <= WORD_BYTES)
            n += dbn_fold_codepoint(folded + n, code);
    }
    *len = n;
    return at;
}

static uint32_t
stem_len(const char *folded, uint32_t len)
{
    if (len <= STEM_BYTES)
        return len;
    len = STEM_BYTES;
    while (len > 1 && dbn_utf8_is_continuation(folded[len]))
        len--;
    return len;
}

/* What the value of a word stands behind; NULL for one without a value. Short forms
 * are too often other words: di, zo, sat. */
static const char *
value_sign(dbn_word known)
{
    if ((known.classes & DBN_WORD_STOP) != 0)
        return NULL;
    if ((known.classes & DBN_WORD_NUMBER) != 0)
        return "#";
    if ((known.classes & DBN_WORD_ABBREVIATION) != 0)
        return NULL;
    if ((known.classes & DBN_WORD_MONTH) != 0)
        return "#m";
    if ((known.classes & DBN_WORD_WEEKDAY) != 0)
        return "#d";
    return (known.classes & DBN_WORD_ORDINAL) != 0 ? "#o" : NULL;
}

static dbn_status
push_word(reader *r, const char *folded, uint32_t len)
{
    dbn_span word = {folded, len};
    if (len > 1 && r->profile != NULL) {
        dbn_word known = dbn_profile_word(r->profile, word);
        const char *sign = value_sign(known);
        if (sign != NULL) {
            char value[24];
            int n =
                snprintf(value, sizeof value, "%s%lld", sign, (long long)known.value);
            return push(r, (dbn_span){value, (size_t)n});
        }
    }
    word.len = stem_len(folded, len);
    return word.len == 0 ? DBN_OK : push(r, word);
}

dbn_status
dbn_words_of(dbn_word_numbers *out, dbn_vocabulary *vocabulary, dbn_span text,
             const dbn_profile *profile, bool grows, dbn_arena *arena)
{
    reader r = {out, vocabulary, text, profile, grows, arena};
    char room[WORD_BYTES];
    uint32_t len, step;
    for (uint32_t at = 0; at < text.len;) {
        uint32_t code = dbn_utf8_decode(text, at, &step);
        dbn_char_class class = dbn_char_class_of(code);
        if (class == DBN_CHAR_DIGIT) {
            at = read_number(&r, at, room, &len);
            DBN_TRY(push(&r, (dbn_span){room, len}));
        } else if (is_inside(code)) {
            at = read_word(&r, at, room, &len);
            DBN_TRY(push_word(&r, room, len));
        } else if (class == DBN_CHAR_OTHER && code > ' ') {
            len = dbn_fold_codepoint(room, code);
            DBN_TRY(push(&r, (dbn_span){room, len}));
            at += step;
        } else {
            at += step;
        }
    }
    return DBN_OK;
}

dbn_status
dbn_words_of_token(uint32_t *out, dbn_vocabulary *vocabulary, dbn_span token,
                   const dbn_profile *profile, dbn_arena *arena)
{
    uint32_t only = DBN_NONE;
    dbn_word_numbers number = {.items = &only, .cap = 1}; /* a token is one word */
    reader r = {&number, vocabulary, token, profile, true, arena};
    char room[WORD_BYTES];
    uint32_t len = 0, step;
    bool is_number = token.len > 0 && dbn_is_ascii_digit(token.ptr[0]);
    if (is_number)
        (void)read_number(&r, 0, room, &len);
    for (uint32_t at = 0; !is_number && at < token.len; at += step) {
        uint32_t code = dbn_utf8_decode(token, at, &step);
        if (is_inside(code) && len + DBN_FOLD_MAX <= WORD_BYTES)
            len += dbn_fold_codepoint(room + len, code);
    }
    dbn_span sign = {token.ptr, token.len < WORD_BYTES ? token.len : WORD_BYTES};
    if (is_number || len == 0)
        DBN_TRY(push(&r, is_number ? (dbn_span){room, len} : sign));
    else
        DBN_TRY(push_word(&r, room, len));
    *out = only;
    return DBN_OK;
}

dbn_status
dbn_words_of_entry(dbn_word_pair *out, dbn_vocabularies *v,
                   const dbn_align_entry *entry, dbn_arena *scratch)
{
    dbn_word_numbers source = {0}, target = {0};
    dbn_arena_mark mark = dbn_arena_save(scratch);
    DBN_TRY(dbn_words_of(&source, &v->source, entry->source, v->source_profile, false,
                         scratch));
    DBN_TRY(dbn_words_of(&target, &v->target, entry->target, v->target_profile, false,
                         scratch));
    *out = (dbn_word_pair){DBN_NONE, DBN_NONE};
    if (source.count == 1 && target.count == 1 && source.items[0] != DBN_NONE &&
        target.items[0] != DBN_NONE)
        *out = (dbn_word_pair){source.items[0], target.items[0]};
    dbn_arena_rewind(scratch, mark);
    return DBN_OK;
}

bool
dbn_word_is_telling(dbn_span word)
{
    return word.len >= ALIKE_LETTERS || word.ptr[0] == '#' ||
           !dbn_is_ascii_alpha(word.ptr[0]);
}

static uint32_t
letters_of(dbn_span text)
{
    uint32_t count = 0;
    for (size_t i = 0; i < text.len; i++)
        count += !dbn_utf8_is_continuation(text.ptr[i]);
    return count == 0 ? 1 : count;
}

dbn_status
dbn_word_list_make(dbn_word_list *out, dbn_vocabulary *vocabulary,
                   const dbn_span *segments, uint32_t count, const dbn_profile *profile,
                   dbn_arena *arena)
{
    dbn_word_numbers words = {0};
    out->count = count;
    out->offset = dbn_arena_alloc(arena, ((size_t)count + 1) * sizeof *out->offset);
    out->letters = dbn_arena_alloc(arena, ((size_t)count + 1) * sizeof *out->letters);
    if (out->offset == NULL || out->letters == NULL)
        return DBN_ERR_NOMEM;
    for (uint32_t i = 0; i < count; i++) {
        DBN_TRY(dbn_words_of(&words, vocabulary, segments[i], profile, true, arena));
        out->offset[i + 1] = words.count;
        out->letters[i] = letters_of(segments[i]);
    }
    /* Places of nothing are counted from somewhere, too. */
    out->words =
        words.items != NULL ? words.items : dbn_arena_alloc(arena, sizeof *out->words);
    if (out->words == NULL)
        return DBN_ERR_NOMEM;
    for (uint32_t i = 0; i < words.count; i++) {
        uint32_t word = words.items[i];
        while (vocabulary->share.count <= word)
            DBN_TRY(dbn_vec_push(arena, &vocabulary->share, 0.0F));
        vocabulary->share.items[word] += 1.0F;
    }
    vocabulary->total += words.count;
    return DBN_OK;
}
