#include "exchange/refusals.h"

#include <stdlib.h>

#include "base/message.h"

static const struct {
    const char *name, *clause, *message;
} constraints[] = {
#define CONSTRAINT(id, name, clause, message) {name, clause, DBN_MESSAGE(message)},
#include "exchange/constraints.def"
#undef CONSTRAINT
};

dbn_status
dbn_refuse(dbn_refusing *r, dbn_constraint constraint, uint32_t line, dbn_span about,
           const char *clause)
{
    if (r->refusals.count == DBN_REFUSALS_MAX) {
        r->is_cut = true;
        return DBN_OK;
    }
    if (clause == NULL)
        clause = constraints[constraint].clause;
    dbn_refusal refusal = {line, constraint, about, dbn_span_of(clause)};
    DBN_TRY_PUSH(r->job, dbn_vec_push(&r->job->arena, &r->refusals, refusal));
    return DBN_OK;
}

const char *
dbn_constraint_name(dbn_constraint constraint)
{
    return constraints[constraint].name;
}

const char *
dbn_constraint_clause(dbn_constraint constraint)
{
    return constraints[constraint].clause;
}

const char *
dbn_constraint_message(dbn_constraint constraint)
{
    return constraints[constraint].message;
}

static int
in_order(const void *first, const void *second)
{
    const dbn_refusal *a = first, *b = second;
    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    if (a->constraint != b->constraint)
        return a->constraint < b->constraint ? -1 : 1;
    return dbn_span_order(a->about, b->about);
}

void
dbn_refusals_sort(dbn_refusals *refusals)
{
    if (refusals->count > 1)
        qsort(refusals->items, refusals->count, sizeof *refusals->items, in_order);
}
