/*
 * Comments that silence rules.
 *
 * Each name that a comment lists becomes an interval of the text; those of one name are
 * sorted and joined, so that asking for a place is a binary search, whatever the number
 * of comments. The lines around a comment are looked for once a line.
 */
#include "match/ignore.h"

#define IGNORE      "doublon-ignore"
#define IGNORE_FILE "doublon-ignore-file"

/* A line, and the end of the next. */
typedef struct lines {
    uint32_t beg, end, next_end;
} lines;

static uint32_t
line_end(dbn_span text, uint32_t at)
{
    const char *end = at < text.len ? memchr(text.ptr + at, '\n', text.len - at) : NULL;
    return end == NULL ? (uint32_t)text.len : (uint32_t)(end - text.ptr);
}

/* Go on to the line of `at`; all before `l->end` has been looked at. */
static void
go_on(lines *l, dbn_span text, uint32_t at)
{
    if (l->end >= at && l->next_end > 0)
        return;
    l->beg = at;
    while (l->beg > l->end && text.ptr[l->beg - 1] != '\n')
        l->beg--;
    l->end = line_end(text, at);
    l->next_end = line_end(text, l->end + 1);
}

/* Where the list of a comment ends, one of HTML, C, or templates. */
static uint32_t
list_end(dbn_span text, uint32_t at, uint32_t end)
{
    while (at < end && text.ptr[at] != '>' && text.ptr[at] != '}' &&
           text.ptr[at] != '*')
        at++;
    return at;
}

/* Does a word go on with this byte? "doublon-ignored" is no comment of ours. */
static bool
goes_on(char c)
{
    bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return is_letter || (c >= '0' && c <= '9') || c == '_' || (c & 0x80) != 0;
}

static bool
is_between_names(char c)
{
    return c == ',' || dbn_is_ascii_space(c);
}

/* Add what the list of a comment names; all rules where it names none. */
static dbn_status
add_names(dbn_ignores *out, dbn_span list, dbn_range where, dbn_arena *arena)
{
    list = dbn_span_trim(list);
    while (list.len > 0 && list.ptr[list.len - 1] == '-') /* "-->" */
        list.len--;
    bool has_any = false;
    for (size_t at = 0; at < list.len;) {
        size_t beg = at;
        while (at < list.len && !is_between_names(list.ptr[at]))
            at++;
        dbn_ignore one = {{list.ptr + beg, at - beg}, where};
        has_any |= one.name.len > 0;
        if (one.name.len > 0)
            DBN_TRY(dbn_vec_push(arena, out, one));
        while (at < list.len && is_between_names(list.ptr[at]))
            at++;
    }
    dbn_ignore all = {{"", 0}, where};
    return has_any ? DBN_OK : dbn_vec_push(arena, out, all);
}

static int
by_name_and_place(const void *left, const void *right)
{
    const dbn_ignore *a = left, *b = right;
    int order = dbn_span_order(a->name, b->name);
    if (order != 0)
        return order;
    if (a->where.beg != b->where.beg)
        return a->where.beg < b->where.beg ? -1 : 1;
    return (a->where.end > b->where.end) - (a->where.end < b->where.end);
}

static void
join(dbn_ignores *all)
{
    uint32_t kept = 0;
    if (all->count > 1)
        qsort(all->items, all->count, sizeof *all->items, by_name_and_place);
    for (uint32_t i = 0; i < all->count; i++) {
        dbn_ignore *last = kept == 0 ? NULL : &all->items[kept - 1];
        const dbn_ignore *one = &all->items[i];
        if (last == NULL || !dbn_span_equal(last->name, one->name) ||
            one->where.beg > last->where.end)
            all->items[kept++] = *one;
        else if (one->where.end > last->where.end)
            last->where.end = one->where.end;
    }
    all->count = kept;
}

dbn_status
dbn_ignores_find(dbn_ignores *out, dbn_span text, dbn_arena *arena)
{
    const dbn_span needle = DBN_SPAN(IGNORE);
    lines l = {0, 0, 0};
    *out = (dbn_ignores){0};
    for (size_t at = 0; at + needle.len <= text.len;) {
        const char *found = memchr(text.ptr + at, 'd', text.len - at - needle.len + 1);
        if (found == NULL)
            break;
        at = (size_t)(found - text.ptr);
        dbn_span rest = {found, text.len - at};
        if (!dbn_span_starts(rest, needle)) {
            at++;
            continue;
        }
        bool is_file = dbn_span_starts(rest, DBN_SPAN(IGNORE_FILE));
        uint32_t beg =
            (uint32_t)(at + (is_file ? sizeof IGNORE_FILE : sizeof IGNORE) - 1);
        if (beg < text.len && goes_on(text.ptr[beg])) { /* another word */
            at = beg;
            continue;
        }
        go_on(&l, text, (uint32_t)at);
        uint32_t end = list_end(text, beg, l.end);
        dbn_range where = {l.beg, l.next_end};
        if (is_file)
            where = (dbn_range){0, (uint32_t)text.len};
        DBN_TRY(add_names(out, (dbn_span){text.ptr + beg, end - beg}, where, arena));
        at = end;
    }
    join(out);
    return DBN_OK;
}

/* Does an interval of `name` hold `at`? */
static bool
holds(const dbn_ignores *all, dbn_span name, uint32_t at)
{
    const dbn_ignore wanted = {name, {at, UINT32_MAX}};
    uint32_t low = 0, high = all->count;
    while (low < high) { /* the first that begins behind `at` */
        uint32_t mid = low + (high - low) / 2;
        if (by_name_and_place(&all->items[mid], &wanted) <= 0)
            low = mid + 1;
        else
            high = mid;
    }
    const dbn_ignore *one = low == 0 ? NULL : &all->items[low - 1];
    return one != NULL && dbn_span_equal(one->name, name) && at <= one->where.end;
}

bool
dbn_ignores_has(const dbn_ignores *ignores, const dbn_ruleset *rules, dbn_rule rule,
                uint32_t at)
{
    const dbn_rule_info *info = dbn_ruleset_rule(rules, rule);
    if (ignores->count == 0)
        return false;
    return holds(ignores, DBN_SPAN(""), at) ||
           holds(ignores, dbn_ruleset_name(rules, rule), at) ||
           (info != NULL && holds(ignores, info->family, at));
}
