/*
 * read/html_lists.c - the numbers of items, and what is code in preformatted text.
 */
#include "read/html_builder.h"

#define ELEMENT(name) DBN_HTML_##name##_ELEMENT

/* Numbers beyond this are none of a list that people read. */
#define NUMBER_MAX 999999
/* Bytes of preformatted text that are looked at. */
#define LOOK_MAX 16384U
/* Lines with signs of a programming language that make code, and one in how many. */
#define CODE_LINES_MIN 2U
#define CODE_ONE_IN    4U

static bool
find_attribute(dbn_span *value, const dbn_html_tokens *tokens, dbn_span name)
{
    for (uint32_t i = 0; i < tokens->attribute_count; i++) {
        const dbn_html_attribute *a = &tokens->attributes[i];
        *value = dbn_span_trim(dbn_span_slice(tokens->text, a->value));
        if (dbn_span_equal_ascii(dbn_span_slice(tokens->text, a->name), name))
            return true;
    }
    return false;
}

/* A whole number, as HTML reads it; false for anything else. One too large is
 * NUMBER_MAX and one more, on its side of 0. */
static bool
read_number(int32_t *number, dbn_span value)
{
    bool is_negative = value.len > 0 && value.ptr[0] == '-';
    size_t at = is_negative || (value.len > 0 && value.ptr[0] == '+');
    int32_t sum = 0;
    if (at == value.len || !dbn_is_ascii_digit(value.ptr[at]))
        return false;
    for (; at < value.len && dbn_is_ascii_digit(value.ptr[at]); at++)
        if (sum <= NUMBER_MAX)
            sum = sum * 10 + (value.ptr[at] - '0');
    if (sum > NUMBER_MAX)
        sum = NUMBER_MAX + 1;
    *number = is_negative ? -sum : sum;
    return true;
}

bool
dbn_html_find_number(int32_t *number, const dbn_html_tokens *tokens, dbn_span name)
{
    dbn_span value;
    return find_attribute(&value, tokens, name) && read_number(number, value);
}

static bool
is_of_people(int32_t number)
{
    return number >= -NUMBER_MAX && number <= NUMBER_MAX;
}

/* A list that counts down from nowhere counts down to one: its items are numbered from
 * 0, and all raised by their number at the end. */
static dbn_status
start_list(dbn_html_builder *b, dbn_html_open *list)
{
    dbn_span value;
    bool has_start = dbn_html_find_number(&list->number, &b->tokens, DBN_SPAN("start"));
    if (!has_start)
        list->number = 1;
    list->is_numbered = is_of_people(list->number);
    list->is_reversed = find_attribute(&value, &b->tokens, DBN_SPAN("reversed"));
    if (!list->is_reversed || has_start)
        return DBN_OK;
    list->number = 0;
    list->is_from_end = true;
    DBN_TRY(dbn_vec_push(&b->job->arena, &b->countdowns, 0U));
    list->countdown = b->countdowns.count;
    return DBN_OK;
}

dbn_status
dbn_html_list_number(dbn_html_builder *b, dbn_html_open *open)
{
    int32_t value;
    if (open->element == ELEMENT(OL))
        return start_list(b, open);
    if (open->element != ELEMENT(LI))
        return DBN_OK;
    open->item = b->open.count - 1;
    dbn_html_open *list = &b->open.items[open->group];
    if (list->element != ELEMENT(OL) || !list->is_numbered)
        return DBN_OK;
    if (list->countdown > 0)
        b->countdowns.items[list->countdown - 1]++;
    if (dbn_html_find_number(&value, &b->tokens, DBN_SPAN("value")) &&
        is_of_people(value)) {
        list->number = value;
        list->is_from_end = false;
    }
    open->number = list->number;
    open->is_numbered = true;
    open->countdown = list->is_from_end ? list->countdown : 0;
    list->number += list->is_reversed ? -1 : 1;
    return DBN_OK;
}

dbn_status
dbn_html_item_number(dbn_html_builder *b, const dbn_html_open *owner, dbn_block *block)
{
    dbn_html_open *item = &b->open.items[owner->item];
    if (owner->item == 0 || item->element != ELEMENT(LI) || !item->is_numbered)
        return DBN_OK;
    item->is_numbered = false;
    block->number = item->number;
    block->flags |= DBN_BLOCK_NUMBERED;
    if (item->countdown == 0)
        return DBN_OK;
    return dbn_vec_push(&b->job->arena, &b->counted,
                        (dbn_html_counted){b->block, item->countdown});
}

void
dbn_html_lists_settle(dbn_html_builder *b)
{
    for (uint32_t i = 0; i < b->counted.count; i++) {
        const dbn_html_counted *c = &b->counted.items[i];
        b->records->blocks.items[c->block].number +=
            (int32_t)b->countdowns.items[c->countdown - 1];
    }
}

/* What no prose and no verse has. */
static bool
has_code_sign(dbn_span line)
{
    static const char *const signs[] = {"{",  "}",     "();",   ");", "==", " = ",
                                        "::", "-&gt;", "&lt;/", "&&", "#!", "$ "};
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        dbn_span sign = dbn_span_of(signs[i]);
        for (size_t at = 0; at + sign.len <= line.len; at++)
            if (memcmp(line.ptr + at, sign.ptr, sign.len) == 0)
                return true;
    }
    return false;
}

/* Does a tag of preformatted text start at `at`? */
static bool
is_pre_tag(dbn_span page, uint32_t at)
{
    dbn_span name = DBN_SPAN("pre");
    uint32_t beg = at + 1;
    if (page.ptr[at] != '<')
        return false;
    if (beg < page.len && page.ptr[beg] == '/')
        beg++;
    uint32_t end = beg + (uint32_t)name.len;
    return end <= page.len &&
           dbn_span_equal_ascii((dbn_span){page.ptr + beg, name.len}, name) &&
           (end == page.len || !dbn_is_ascii_alpha(page.ptr[end]));
}

/* No further than the next tag of the kind, closing or opening, so that each byte of
 * the page is looked at once. */
static dbn_span
text_of_pre(dbn_span page, uint32_t at)
{
    uint32_t end = at;
    while (end < page.len && end - at < LOOK_MAX && !is_pre_tag(page, end))
        end++;
    return (dbn_span){page.ptr + at, end - at};
}

bool
dbn_html_is_code_ahead(dbn_span page, uint32_t at)
{
    uint32_t lines = 0, signs = 0;
    dbn_span text = text_of_pre(page, at);
    for (size_t beg = 0; beg < text.len;) {
        const char *feed = memchr(text.ptr + beg, '\n', text.len - beg);
        size_t end = feed == NULL ? text.len : (size_t)(feed - text.ptr);
        dbn_span line = dbn_span_trim((dbn_span){text.ptr + beg, end - beg});
        lines += line.len > 0;
        signs += has_code_sign(line);
        beg = end + 1;
    }
    return signs >= CODE_LINES_MIN && signs * CODE_ONE_IN >= lines;
}
