/*
 * api/validate.c - files of translators and their standards, over exchange/.
 */
#include "doublon/cat.h"

#include "base/message.h"
#include "exchange/exchange.h"
#include "text/root.h"
#include "write/violations.h"

typedef DBN_VEC(dbn_violation) violations;

static dbn_status
take(violations *out, const dbn_exchange *found, dbn_job *job)
{
    for (uint32_t i = 0; i < found->refusals.count; i++) {
        const dbn_refusal *refusal = &found->refusals.items[i];
        const dbn_violation v = {.format = found->format,
                                 .name = dbn_constraint_name(refusal->constraint),
                                 .message = dbn_constraint_message(refusal->constraint),
                                 .about = refusal->about,
                                 .clause = refusal->clause,
                                 .line = refusal->line};
        DBN_TRY_PUSH(job, dbn_vec_push(&job->arena, out, v));
    }
    return DBN_OK;
}

/* What cannot be read as one of the formats. */
static dbn_status
take_error(violations *out, const dbn_validate_input *in, dbn_job *job)
{
    char message[sizeof job->err.message];
    dbn_ui ui = in->format == DBN_VALIDATE_JSONL ? DBN_UI_EN : in->ui;
    dbn_message_translate(ui, message, sizeof message, job->err.message);
    const dbn_violation v = {.format = "",
                             .name = "xml",
                             .message = "%s",
                             .about = dbn_arena_copy(&job->arena, dbn_span_of(message)),
                             .line = job->err.line};
    if (v.about.ptr == NULL)
        return dbn_job_nomem(job);
    DBN_TRY_PUSH(job, dbn_vec_push(&job->arena, out, v));
    return DBN_OK;
}

static dbn_status
validate(dbn_validation *out, dbn_buffer *text, const dbn_validate_input *in,
         dbn_job *job)
{
    dbn_exchange found;
    violations all = {0};
    dbn_status status = dbn_exchange_validate(&found, in->bytes, job);
    if (status == DBN_ERR_SYNTAX)
        status = take_error(&all, in, job);
    else if (status == DBN_OK)
        status = take(&all, &found, job);
    if (status != DBN_OK)
        return status;
    const dbn_violations_head head = {in->name, found.version, found.format,
                                      found.is_cut};
    out->is_valid = all.count == 0;
    out->format = found.format;
    out->violations = all.count;
    DBN_TRY_PUSH(
        job, dbn_write_violations(text, &job->arena, in, &head, all.items, all.count));
    return DBN_OK;
}

dbn_status
dbn_validate(dbn_validation *out, const dbn_validate_input *in,
             dbn_status (*output)(void *context, dbn_span bytes), void *context)
{
    dbn_job job;
    dbn_buffer text = {0};
    *out = (dbn_validation){.format = ""};
    dbn_job_init(&job, in->budget);
    dbn_status status = validate(out, &text, in, &job);
    if (status == DBN_OK && text.count > 0)
        status = output(context, (dbn_span){text.items, text.count});
    else if (status != DBN_OK)
        out->error = job.err;
    dbn_job_release(&job);
    return status;
}

/* Rules stand in the order of their formats. */
static const char *
format_of(dbn_constraint constraint)
{
    if (constraint == DBN_ID_UNIQUE)
        return "xliff tbx";
    if (constraint < DBN_ID_UNIQUE)
        return "";
    if (constraint <= DBN_SEGMENT_UNKNOWN)
        return "xliff";
    return constraint <= DBN_UNIT_TAKEN ? "tmx" : "tbx";
}

bool
dbn_validation_rule_at(dbn_validation_rule *out, uint32_t index, dbn_ui ui)
{
    if (index >= DBN_CONSTRAINT_COUNT)
        return false;
    dbn_constraint constraint = (dbn_constraint)index;
    *out = (dbn_validation_rule){
        .format = format_of(constraint),
        .name = dbn_constraint_name(constraint),
        .message = dbn_message(ui, dbn_constraint_message(constraint)),
        .clause = dbn_constraint_clause(constraint)};
    return true;
}

bool
dbn_is_xliff(dbn_span bytes)
{
    dbn_root root;
    dbn_root_read(&root, bytes);
    return dbn_span_equal(root.name, DBN_SPAN("xliff"));
}
