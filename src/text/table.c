#include "text/table.h"

dbn_table_column
dbn_table_column_of(dbn_span name, dbn_span *lang)
{
    name = dbn_span_trim(name);
    const char *colon = name.len > 0 ? memchr(name.ptr, ':', name.len) : NULL;
    size_t len = colon == NULL ? name.len : (size_t)(colon - name.ptr);
    dbn_span own = {name.ptr, len};
    *lang = colon == NULL ? DBN_SPAN("") : (dbn_span){colon + 1, name.len - len - 1};
    return dbn_span_equal_ascii(own, DBN_SPAN("page"))     ? DBN_TABLE_PAGE
           : dbn_span_equal_ascii(own, DBN_SPAN("source")) ? DBN_TABLE_SOURCE
           : dbn_span_equal_ascii(own, DBN_SPAN("target")) ? DBN_TABLE_TARGET
                                                           : DBN_TABLE_OTHER;
}

/* How much of the beginning of a file is looked at to know what it is. */
#define HEAD_MAX ((size_t)4096)

/* The next name of a column in the head, without quotes; false: there are no more. */
static bool
next_name(dbn_span *head, char separator, dbn_span *name)
{
    size_t len = 0;
    if (head->len == 0)
        return false;
    while (len < head->len && head->ptr[len] != separator)
        len++;
    *name = dbn_span_trim((dbn_span){head->ptr, len});
    if (name->len >= 2 && name->ptr[0] == '"' && name->ptr[name->len - 1] == '"')
        *name = (dbn_span){name->ptr + 1, name->len - 2};
    len += len < head->len;
    *head = (dbn_span){head->ptr + len, head->len - len};
    return true;
}

char
dbn_table_separator(dbn_span text)
{
    static const char separators[] = {'\t', ';', ','};
    size_t len = 0;
    while (len < text.len && len < HEAD_MAX && text.ptr[len] != '\n')
        len++;
    for (size_t i = 0; i < sizeof separators; i++) {
        dbn_span head = {text.ptr, len}, name, lang;
        bool has_source = false;
        uint32_t count = 0;
        for (; next_name(&head, separators[i], &name); count++)
            has_source |= dbn_table_column_of(name, &lang) == DBN_TABLE_SOURCE;
        if (has_source && count > 1)
            return separators[i];
    }
    return '\0';
}
