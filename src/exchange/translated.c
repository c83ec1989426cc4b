#include "exchange/translated.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "exchange/exchange.h"
#include "exchange/values.h"

/* A file is held to its standard first, but for what modules say beside its texts. */
static dbn_status
check(const dbn_exchange *found, dbn_job *job)
{
    uint32_t i = 0;
    while (i < found->refusals.count &&
           dbn_constraint_is_of_module(found->refusals.items[i].constraint))
        i++;
    if (i == found->refusals.count)
        return DBN_OK;
    const dbn_refusal *first = &found->refusals.items[i];
    char what[160];
    const char *message = dbn_constraint_message(first->constraint);
    const char *place = strstr(message, "%s");
    assert(place != NULL);
    (void)snprintf(what, sizeof what, "%.*s%.*s%s", (int)(place - message), message,
                   (int)(first->about.len < 48 ? first->about.len : 48),
                   first->about.ptr == NULL ? "" : first->about.ptr, place + 2);
    dbn_status status =
        dbn_fail(&job->err, DBN_ERR_SYNTAX, "rule %s.%s: %s", found->format,
                 dbn_constraint_name(first->constraint), what);
    job->err.line = first->line;
    return status;
}

void
dbn_translated_place(dbn_bilingual *b, dbn_span ends)
{
    const dbn_bilingual_unit *unit = &b->units.items[b->units.count - 1];
    dbn_unit_part *parts = b->parts.items;
    uint32_t at = unit->source.beg, i = unit->part_beg;
    for (dbn_span word; (word = dbn_span_next_word(&ends)).len > 0; i++) {
        uint32_t end;
        if (i + 1 >= unit->part_end || !dbn_value_decimal(word, &end) || end < at ||
            end > unit->source.end)
            break;
        parts[i].bytes = (dbn_range){at, end};
        at = end;
    }
    if (i + 1 == unit->part_end)
        parts[i].bytes = (dbn_range){at, unit->source.end};
    else
        for (i = unit->part_beg; i < unit->part_end; i++)
            parts[i].bytes = (dbn_range){0, 0};
}

void
dbn_translated_origin(dbn_bilingual *b, uint32_t first, dbn_span value)
{
    dbn_span rest = value, name = dbn_span_next_word(&rest);
    dbn_span score = dbn_span_next_word(&rest);
    uint32_t number = 0, percent = 0;
    if (name.len < 2 || name.ptr[0] != 's' ||
        !dbn_value_decimal((dbn_span){name.ptr + 1, name.len - 1}, &number) ||
        number == 0 || number > b->parts.count - first)
        return;
    dbn_unit_part *part = &b->parts.items[first + number - 1];
    if (!part->has_target)
        return;
    part->origin = dbn_span_trim(rest);
    if (dbn_value_decimal(score, &percent) && percent <= 101)
        part->score = (uint8_t)percent;
}

dbn_status
dbn_translated_read(dbn_bilingual *out, dbn_span bytes, dbn_job *job)
{
    dbn_exchange found;
    const dbn_xml *xml;
    *out = (dbn_bilingual){0};
    DBN_TRY(dbn_exchange_read(&found, &xml, bytes, job));
    DBN_TRY(check(&found, job));
    if (found.grammar == &dbn_grammar_xliff12)
        return dbn_xliff12_read(out, xml, job);
    if (found.grammar != &dbn_grammar_xliff2)
        return dbn_fail(&job->err, DBN_ERR_SYNTAX, "the file is not XLIFF");
    return dbn_xliff2_read(out, xml, job);
}
