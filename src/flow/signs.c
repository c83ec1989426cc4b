#include "flow/signs.h"

#include "base/utf8.h"

/* Signs that some engines put in front of a word that they have no form of. Where the
 * source has none, the word is meant, in the form that it has. Inside of a word such a
 * sign is no mark: info@krant.be, Journalist*innen. */
static const char signs[] = "#@*";

/* The lead bytes of letters; those of punctuation are C2 and E2. */
static bool
is_letter_lead(unsigned char c)
{
    return dbn_is_ascii_alpha((char)c) || (c >= 0xC3 && c != 0xE2);
}

static bool
is_in_word(dbn_span text, size_t at)
{
    while (at > 0 && dbn_utf8_is_continuation(text.ptr[at - 1]))
        at--;
    return at > 0 && (is_letter_lead((unsigned char)text.ptr[at - 1]) ||
                      dbn_is_ascii_digit(text.ptr[at - 1]));
}

static void
find_own_signs(bool is_own[sizeof signs], dbn_span source)
{
    for (size_t k = 0; signs[k] != '\0'; k++)
        is_own[k] = source.len > 0 && memchr(source.ptr, signs[k], source.len) != NULL;
}

dbn_span
dbn_flow_without_signs(dbn_span answer, dbn_span source, dbn_arena *arena)
{
    bool is_own[sizeof signs] = {false};
    char *out = dbn_arena_alloc(arena, answer.len + 1);
    size_t len = 0;
    if (out == NULL)
        return answer;
    find_own_signs(is_own, source);
    for (size_t i = 0; i < answer.len; i++) {
        char c = answer.ptr[i];
        const char *sign = c == '\0' ? NULL : strchr(signs, c);
        bool begins_word = i + 1 < answer.len &&
                           is_letter_lead((unsigned char)answer.ptr[i + 1]) &&
                           !is_in_word(answer, i);
        if (sign == NULL || is_own[sign - signs] || !begins_word)
            out[len++] = c;
    }
    return (dbn_span){out, len};
}
