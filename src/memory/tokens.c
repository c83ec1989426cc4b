#include "memory/tokens.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "text/fold.h"

/* Stems of placeables, by kind: no word has one of them. */
static const char *const placeable_stems[] = {"", "#", "#a", "@"};

static bool
is_of_word(uint32_t code)
{
    dbn_char_class class = dbn_char_class_of(code);
    return class != DBN_CHAR_OTHER && class != DBN_CHAR_SPACE;
}

static bool
is_blank(uint32_t code)
{
    return code <= ' ' || dbn_char_class_of(code) == DBN_CHAR_SPACE;
}

/* Does a number go on over the sign at `at`, which one digit stands before? */
static bool
joins_digits(dbn_span text, uint32_t at)
{
    return at + 1 < text.len && memchr(".,:/", text.ptr[at], 4) != NULL &&
           dbn_is_ascii_digit(text.ptr[at - 1]) && dbn_is_ascii_digit(text.ptr[at + 1]);
}

/* B-52, but not Bruxelles-Midi. */
static bool
joins_code(dbn_span text, uint32_t beg, uint32_t at)
{
    return at + 1 < text.len && text.ptr[at] == '-' && at - beg <= 3 &&
           !dbn_is_ascii_digit(text.ptr[at - 1]) &&
           dbn_is_ascii_digit(text.ptr[at + 1]);
}

/* The end of an address (a scheme, an at sign, www.) among text[at, blank). */
static uint32_t
address_end(dbn_span text, uint32_t at, uint32_t blank)
{
    dbn_span word = {text.ptr + at, blank - at};
    bool is_address = dbn_span_starts(word, DBN_SPAN("www."));
    for (uint32_t i = 1; i + 1 < word.len && !is_address; i++)
        is_address =
            word.ptr[i] == '@' ||
            dbn_span_starts((dbn_span){word.ptr + i, word.len - i}, DBN_SPAN("://"));
    if (!is_address)
        return at;
    while (word.len > 0 && memchr(".,;:!?)]\"'>", word.ptr[word.len - 1], 11) != NULL)
        word.len--;
    return at + (uint32_t)word.len;
}

/* The end of a word, a number or a code that begins at `beg`, and which it is. */
static uint32_t
word_end(dbn_span text, uint32_t beg, dbn_memory_kind *kind)
{
    uint32_t at = beg, len;
    bool has_digit = false, has_letter = false;
    while (at < text.len) {
        uint32_t code = dbn_utf8_decode(text, at, &len);
        if (dbn_is_word_alone(code) && at > beg)
            break;
        bool is_digit = dbn_char_class_of(code) == DBN_CHAR_DIGIT;
        if (!is_of_word(code) && !joins_digits(text, at) && !joins_code(text, beg, at))
            break;
        has_digit |= is_digit;
        has_letter |= dbn_is_letter(code);
        at += len;
        if (dbn_is_word_alone(code))
            break;
    }
    *kind = !has_digit   ? DBN_MEMORY_WORD
            : has_letter ? DBN_MEMORY_CODE
                         : DBN_MEMORY_NUMBER;
    return at;
}

static uint32_t
stem_of(dbn_span word, dbn_memory_kind kind)
{
    char form[DBN_FOLD_MAX];
    uint64_t hash = DBN_HASH_START;
    uint32_t letters = 0, len;
    if (kind != DBN_MEMORY_WORD)
        return (uint32_t)dbn_hash_bytes(dbn_span_of(placeable_stems[kind]));
    for (size_t at = 0; at < word.len && letters < DBN_MEMORY_STEM; at += len) {
        uint32_t count = dbn_fold_codepoint(form, dbn_utf8_decode(word, at, &len));
        for (uint32_t i = 0; i < count; i++)
            hash = dbn_hash_byte(hash, (unsigned char)form[i]);
        letters += count > 0;
    }
    return (uint32_t)dbn_hash_mix(hash);
}

static dbn_status
add(dbn_memory_tokens *out, dbn_span text, dbn_range range, dbn_memory_kind kind,
    dbn_arena *arena)
{
    dbn_span word = dbn_span_slice(text, range);
    const dbn_memory_token token = {.range = range,
                                    .form = (uint32_t)dbn_hash_bytes(word),
                                    .stem = stem_of(word, kind),
                                    .kind = (uint8_t)kind};
    return dbn_vec_push(arena, out, token);
}

/* Where the next blank is, from `at` on. */
static uint32_t
blank_from(dbn_span text, uint32_t at)
{
    for (uint32_t len; at < text.len; at += len)
        if (is_blank(dbn_utf8_decode(text, at, &len)))
            break;
    return at;
}

dbn_status
dbn_memory_tokens_of(dbn_memory_tokens *out, dbn_span text, dbn_arena *arena)
{
    uint32_t looked = 0; /* up to where addresses were looked for */
    for (uint32_t at = 0, end, len; at < text.len; at = end) {
        dbn_memory_kind kind = DBN_MEMORY_ADDRESS;
        if (!is_of_word(dbn_utf8_decode(text, at, &len))) {
            end = at + len;
            continue;
        }
        end = at;
        if (at >= looked) {
            looked = blank_from(text, at);
            end = address_end(text, at, looked);
        }
        if (end == at)
            end = word_end(text, at, &kind);
        if (out->count == DBN_MEMORY_TOKENS_MAX)
            break;
        DBN_TRY(add(out, text, (dbn_range){at, end}, kind, arena));
    }
    return DBN_OK;
}
