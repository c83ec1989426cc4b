#include "base/span.h"

bool
dbn_span_equal_ascii(dbn_span a, dbn_span b)
{
    if (a.len != b.len)
        return false;
    for (size_t i = 0; i < a.len; i++)
        if (dbn_ascii_lower(a.ptr[i]) != dbn_ascii_lower(b.ptr[i]))
            return false;
    return true;
}

int
dbn_span_order(dbn_span a, dbn_span b)
{
    size_t shorter = a.len < b.len ? a.len : b.len;
    int order = shorter == 0 ? 0 : memcmp(a.ptr, b.ptr, shorter);
    return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

dbn_span
dbn_span_trim(dbn_span text)
{
    while (text.len > 0 && dbn_is_ascii_space(text.ptr[0]))
        text = (dbn_span){text.ptr + 1, text.len - 1};
    while (text.len > 0 && dbn_is_ascii_space(text.ptr[text.len - 1]))
        text.len--;
    return text;
}
