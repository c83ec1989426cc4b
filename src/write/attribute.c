/*
 * write/attribute.c - character references of attribute values.
 *
 * Only references with their semicolon are decoded: in addresses, "&copy=2" is a
 * parameter.
 */
#include "write/attribute.h"

#include "base/utf8.h"
#include "text/references.h"

/* The reference that starts at `at`: its length, what it stands for; 0 for none. */
static uint32_t
reference_at(dbn_span value, size_t at, uint32_t codes[2])
{
    dbn_span rest = {value.ptr + at + 1, value.len - at - 1};
    bool is_number = rest.len > 0 && rest.ptr[0] == '#', terminated = false;
    codes[1] = 0;
    uint32_t len = is_number
                       ? dbn_reference_number((dbn_span){rest.ptr + 1, rest.len - 1},
                                              &terminated, codes)
                       : dbn_reference_named(rest, &terminated, codes);
    return len > 0 && terminated ? 1 + is_number + len : 0;
}

dbn_status
dbn_attribute_decode(dbn_buffer *out, dbn_arena *arena, dbn_span value)
{
    for (size_t at = 0; at < value.len;) {
        char bytes[2 * DBN_UTF8_MAX];
        uint32_t codes[2], len = 0, written;
        if (value.ptr[at] == '&')
            len = reference_at(value, at, codes);
        if (len == 0) {
            DBN_TRY(dbn_vec_append(arena, out, value.ptr + at, 1));
            at++;
            continue;
        }
        written = dbn_utf8_encode(bytes, codes[0]);
        if (codes[1] != 0)
            written += dbn_utf8_encode(bytes + written, codes[1]);
        DBN_TRY(dbn_vec_append(arena, out, bytes, written));
        at += len;
    }
    return DBN_OK;
}
