#include "exchange/aids.h"

dbn_status
dbn_aids_add_match(const dbn_aids *aids, dbn_unit_match match)
{
    if (dbn_span_trim(match.target).len == 0)
        return DBN_OK;
    DBN_TRY_PUSH(aids->job,
                 dbn_vec_push(&aids->job->arena, &aids->out->matches, match));
    return DBN_OK;
}

dbn_status
dbn_aids_add_term(const dbn_aids *aids, dbn_span term, dbn_span translation)
{
    const dbn_unit_term one = {.unit = aids->index,
                               .term = dbn_span_trim(term),
                               .translation = dbn_span_trim(translation)};
    if (one.term.len == 0 || one.translation.len == 0)
        return DBN_OK;
    DBN_TRY_PUSH(aids->job, dbn_vec_push(&aids->job->arena, &aids->out->terms, one));
    return DBN_OK;
}

uint32_t
dbn_aids_percent(dbn_span value, uint32_t other)
{
    uint32_t number = 0;
    size_t i = 0;
    value = dbn_span_trim(value);
    for (; i < value.len && i < 3 && dbn_is_ascii_digit(value.ptr[i]); i++)
        number = number * 10 + (uint32_t)(value.ptr[i] - '0');
    bool is_number = i > 0 && number <= 100 &&
                     (i == value.len || value.ptr[i] == '.' || value.ptr[i] == '%');
    return is_number ? number : other;
}
