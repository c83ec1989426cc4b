#include "flow/nest.h"

#include "read/html_elements.h"

/* Elements whose end tags people leave out. */
static bool
ends_before(dbn_span open, dbn_span next)
{
    static const char *const names[] = {"li", "dt", "dd", "td", "th", "tr", "option"};
    if (dbn_span_equal_ascii(open, DBN_SPAN("p")))
        return (dbn_html_element_of(dbn_html_element_find(next))->flags &
                DBN_HTML_FLAG_ENDS_P) != 0;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (dbn_span_equal_ascii(open, dbn_span_of(names[i])))
            return dbn_span_equal_ascii(open, next);
    return false;
}

static bool
is_innermost(const dbn_nest *nest, dbn_span name)
{
    return nest->count > 0 &&
           dbn_span_equal_ascii(nest->open[nest->count - 1].name, name);
}

bool
dbn_nest_start(dbn_nest *nest, dbn_span name)
{
    bool ends = nest->count > 0 && ends_before(nest->open[nest->count - 1].name, name);
    nest->count -= ends;
    return ends;
}

bool
dbn_nest_end(dbn_nest *nest, dbn_span name)
{
    bool ends = is_innermost(nest, name) && --nest->open[nest->count - 1].depth == 0;
    nest->count -= ends;
    return ends;
}

bool
dbn_nest_push(dbn_nest *nest, dbn_span name, uint32_t value)
{
    if (nest->count == DBN_NEST_MAX)
        return false;
    nest->open[nest->count++] = (dbn_nested){name, 1, value};
    return true;
}

void
dbn_nest_pass(dbn_nest *nest, dbn_span name)
{
    if (is_innermost(nest, name))
        nest->open[nest->count - 1].depth++;
}
