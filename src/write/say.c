#include "write/say.h"

#include <stdarg.h>

/* Longer than any text of the catalogue with what it is given. */
#define SAID_MAX 512

static dbn_status __attribute__((format(printf, 2, 0)))
say_formatted(const dbn_voice *voice, const char *format, va_list args)
{
    char text[SAID_MAX];
    int len = vsnprintf(text, sizeof text, format, args);
    if (len < 0 || len >= SAID_MAX)
        return DBN_ERR_NOMEM;
    return dbn_say_raw(voice, (dbn_span){text, (size_t)len});
}

/* How many bytes the control at `at` takes: one, or two for those that are code points
 * from U+0080 on; 0 where there is none. */
static size_t
control_len(dbn_span text, size_t at)
{
    unsigned char c = (unsigned char)text.ptr[at];
    if (c < 0x20 || c == 0x7F)
        return 1;
    unsigned char next = at + 1 < text.len ? (unsigned char)text.ptr[at + 1] : 0;
    return c == 0xC2 && next >= 0x80 && next < 0xA0 ? 2 : 0;
}

dbn_status
dbn_say(const dbn_voice *voice, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    dbn_status status = say_formatted(voice, dbn_message(voice->ui, format), args);
    va_end(args);
    return status;
}

dbn_status
dbn_say_count(const dbn_voice *voice, uint64_t n, const char *one, const char *many)
{
    static const char place[] = "%llu";
    const char *format =
        dbn_message(voice->ui, dbn_message_for(voice->ui, n, one, many));
    const char *at = strstr(format, place);
    char digits[24];
    int len = snprintf(digits, sizeof digits, "%llu", (unsigned long long)n);
    if (at == NULL)
        return dbn_say_raw(voice, dbn_span_of(format));
    DBN_TRY(dbn_say_raw(voice, (dbn_span){format, (size_t)(at - format)}));
    DBN_TRY(dbn_say_raw(voice, (dbn_span){digits, (size_t)len}));
    return dbn_say_raw(voice, dbn_span_of(at + sizeof place - 1));
}

dbn_status
dbn_say_given(const dbn_voice *voice, dbn_span name)
{
    char escaped[8];
    for (size_t i = 0; i < name.len; i++) {
        size_t len = control_len(name, i);
        if (len == 0) {
            DBN_TRY(dbn_say_raw(voice, (dbn_span){name.ptr + i, 1}));
            continue;
        }
        unsigned code = (unsigned char)name.ptr[i + len - 1];
        int size = snprintf(escaped, sizeof escaped, "\\x%02X", code);
        DBN_TRY(dbn_say_raw(voice, (dbn_span){escaped, (size_t)size}));
        i += len - 1;
    }
    return DBN_OK;
}

dbn_status
dbn_say_raw(const dbn_voice *voice, dbn_span text)
{
    if (text.len > UINT32_MAX / 2)
        return DBN_ERR_NOMEM;
    return dbn_vec_append(voice->arena, voice->out, text.ptr, (uint32_t)text.len);
}
