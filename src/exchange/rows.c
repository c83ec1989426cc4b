#include "exchange/rows.h"

#include <assert.h>
#include <string.h>

typedef struct reading {
    const dbn_grammar *grammar;
    dbn_arena *arena;
    DBN_VEC(dbn_row_choice) choices;
    DBN_VEC(dbn_span) wanted;
} reading;

static uint64_t
kinds_of(const dbn_grammar *grammar, dbn_span name)
{
    uint64_t found = 0;
    for (uint16_t i = 1; i < grammar->element_count; i++)
        if (dbn_span_equal(name, dbn_span_of(grammar->elements[i].name)))
            found |= UINT64_C(1) << i;
    return found;
}

/* "unit|group", "#other". */
static void
read_names(dbn_row_choice *out, const dbn_grammar *grammar)
{
    dbn_span rest = out->written;
    while (rest.len > 0) {
        const char *bar = memchr(rest.ptr, '|', rest.len);
        size_t len = bar == NULL ? rest.len : (size_t)(bar - rest.ptr);
        dbn_span name = {rest.ptr, len};
        len += bar != NULL;
        rest = (dbn_span){rest.ptr + len, rest.len - len};
        if (dbn_span_equal(name, DBN_SPAN("#other")))
            out->is_other = true;
        else
            out->kinds |= kinds_of(grammar, name);
    }
}

static dbn_status
read_content(reading *r, dbn_span row)
{
    for (dbn_span word; (word = dbn_span_next_word(&row)).len > 0;) {
        char sign = word.ptr[word.len - 1];
        bool has_sign = sign == '?' || sign == '*' || sign == '+';
        dbn_row_choice choice = {.written = {word.ptr, word.len - has_sign},
                                 .is_wanted = !has_sign || sign == '+',
                                 .is_many = sign == '*' || sign == '+'};
        read_names(&choice, r->grammar);
        if (*word.ptr != '#' || choice.is_other)
            DBN_TRY(dbn_vec_push(r->arena, &r->choices, choice));
    }
    return DBN_OK;
}

bool
dbn_row_next(dbn_span *row, dbn_span *name, dbn_span *values, bool *is_wanted)
{
    for (dbn_span word; (word = dbn_span_next_word(row)).len > 0;) {
        const char *equals = memchr(word.ptr, '=', word.len);
        if (equals == NULL)
            continue;
        *is_wanted = word.ptr[word.len - 1] == '!';
        *name = (dbn_span){word.ptr, (size_t)(equals - word.ptr)};
        *values = (dbn_span){equals + 1, word.len - name->len - 1 - *is_wanted};
        return true;
    }
    return false;
}

static dbn_status
read_wanted(reading *r, dbn_span row)
{
    dbn_span name, values;
    bool is_wanted;
    while (dbn_row_next(&row, &name, &values, &is_wanted))
        if (is_wanted)
            DBN_TRY(dbn_vec_push(r->arena, &r->wanted, name));
    return DBN_OK;
}

dbn_status
dbn_row_read(dbn_row *out, const dbn_grammar *grammar, uint16_t kind, dbn_arena *arena)
{
    const dbn_grammar_element *element = &grammar->elements[kind];
    reading r = {.grammar = grammar, .arena = arena};
    assert(grammar->element_count <= DBN_ROW_KINDS_MAX);
    *out = (dbn_row){.has_text = strstr(element->content, "#text") != NULL,
                     .is_read = true};
    dbn_span parents = dbn_span_of(element->parents);
    for (dbn_span word; (word = dbn_span_next_word(&parents)).len > 0;)
        out->parents |= kinds_of(grammar, word);
    DBN_TRY(read_content(&r, dbn_span_of(element->content)));
    DBN_TRY(read_wanted(&r, dbn_span_of(element->attributes)));
    out->choices = r.choices.items;
    out->choice_count = r.choices.count;
    out->wanted = r.wanted.items;
    out->wanted_count = r.wanted.count;
    return DBN_OK;
}
