#include "translate/kind.h"

#include "base/message.h"
#include "translate/http.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static const dbn_machine_kind *const kinds[] = {
    &dbn_machine_apertium, &dbn_machine_apy,    &dbn_machine_libre,
    &dbn_machine_deepl,    &dbn_machine_openai, &dbn_machine_command,
};

/* "command:sed s/a/b/" is the engine "command". */
static dbn_span
name_of(dbn_span engine)
{
    const char *colon = engine.len == 0 ? NULL : memchr(engine.ptr, ':', engine.len);
    return (dbn_span){engine.ptr,
                      colon == NULL ? engine.len : (size_t)(colon - engine.ptr)};
}

static const dbn_machine_kind *
kind_of(dbn_span engine)
{
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (dbn_span_equal(name_of(engine), dbn_span_of(kinds[i]->name)))
            return kinds[i];
    return NULL;
}

const char *
dbn_machine_key_name(dbn_span engine)
{
    const dbn_machine_kind *kind = kind_of(engine);
    return kind == NULL ? NULL : kind->key;
}

void
dbn_answer_say(dbn_machine_answer *out, dbn_answer_outcome outcome, const char *format,
               ...)
{
    va_list arguments;
    va_start(arguments, format);
    out->outcome = outcome;
    (void)vsnprintf(out->message, sizeof out->message, format, arguments);
    va_end(arguments);
}

/* ---- opening --------------------------------------------------------------------- */

static dbn_status
keep_options(dbn_machine *machine, const dbn_machine_options *options)
{
    dbn_machine_options *own = &machine->options;
    dbn_span name = name_of(options->engine);
    *own = *options;
    if (options->timeout == 0)
        own->timeout = DBN_MACHINE_TIMEOUT;
    machine->has_colon = options->engine.len > name.len;
    if (machine->has_colon)
        machine->command = (dbn_span){options->engine.ptr + name.len + 1,
                                      options->engine.len - name.len - 1};
    own->engine = name;
    if (own->address.len == 0 && machine->kind->address != NULL)
        own->address = dbn_span_of(machine->kind->address);
    dbn_span *texts[] = {&own->engine, &own->address, &own->model,      &own->key,
                         &own->source, &own->target,  &machine->command};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        DBN_TRY(dbn_arena_keep(&machine->arena, texts[i]));
    return DBN_OK;
}

static dbn_status
join(dbn_machine *machine, dbn_span *out, const dbn_span *parts, size_t count)
{
    dbn_buffer text = {0};
    for (size_t i = 0; i < count; i++) {
        if (parts[i].len == 0)
            continue;
        if (text.count > 0)
            DBN_TRY(dbn_vec_push(&machine->arena, &text, ' '));
        for (size_t k = 0; k < parts[i].len; k++) {
            char c = parts[i].ptr[k];
            bool is_plain = (unsigned char)c >= ' ' && c != 0x7F;
            DBN_TRY(dbn_vec_push(&machine->arena, &text, is_plain ? c : ' '));
        }
    }
    *out = (dbn_span){text.items, text.count};
    return DBN_OK;
}

/* An address without what may be secret in it: who asks, and a query. */
static dbn_status
public_address(dbn_span *out, dbn_machine *machine)
{
    dbn_span address = machine->options.address;
    dbn_buffer text = {0};
    size_t host = 0, end, from;
    while (host < address.len &&
           !dbn_span_starts((dbn_span){address.ptr + host, address.len - host},
                            DBN_SPAN("://")))
        host++;
    *out = address;
    if (host == address.len)
        return DBN_OK;
    host += 3;
    for (end = from = host;
         end < address.len && strchr("/?#", address.ptr[end]) == NULL; end++)
        if (address.ptr[end] == '@')
            from = end + 1;
    while (end < address.len && strchr("?#", address.ptr[end]) == NULL)
        end++;
    DBN_TRY(dbn_vec_append(&machine->arena, &text, address.ptr, (uint32_t)host));
    DBN_TRY(dbn_vec_append(&machine->arena, &text, address.ptr + from,
                           (uint32_t)(end - from)));
    *out = (dbn_span){text.items, text.count};
    return DBN_OK;
}

/* Who gave a translation: an address may name a person's machine, and has no place in
 * a file that is handed on; a journal needs it. */
static dbn_status
name_it(dbn_machine *machine)
{
    const dbn_machine_options *o = &machine->options;
    dbn_span address;
    DBN_TRY(public_address(&address, machine));
    const dbn_span name[] = {o->engine, machine->mode, o->model};
    const dbn_span identity[] = {o->engine, address,   machine->mode,   o->model,
                                 o->source, o->target, machine->command};
    DBN_TRY(join(machine, &machine->name, name, sizeof name / sizeof name[0]));
    return join(machine, &machine->identity, identity,
                sizeof identity / sizeof identity[0]);
}

/* What is said to an engine that has no use for it is a mistake of who says it. */
static dbn_status
check_unused(const dbn_machine *machine, dbn_error *error)
{
    const dbn_machine_kind *kind = machine->kind;
    bool is_command = kind == &dbn_machine_command;
    if (is_command && machine->command.len == 0)
        return dbn_fail(error, DBN_ERR_USAGE, "'command:' wants a command behind it");
    if (!is_command && machine->has_colon)
        return dbn_fail(error, DBN_ERR_USAGE,
                        "the engine '%s' takes nothing behind ':'", kind->name);
    if (is_command && machine->options.address.len > 0)
        return dbn_fail(error, DBN_ERR_USAGE, "the engine '%s' has no address",
                        kind->name);
    if (!kind->needs_model && machine->options.model.len > 0)
        return dbn_fail(error, DBN_ERR_USAGE, "the engine '%s' takes no model",
                        kind->name);
    return DBN_OK;
}

static dbn_status
check(const dbn_machine *machine, dbn_error *error)
{
    const dbn_machine_kind *kind = machine->kind;
    if (kind->address == NULL && machine->options.address.len == 0)
        return dbn_fail(error, DBN_ERR_USAGE,
                        "the engine '%s' wants the address of its server", kind->name);
    if (kind->key != NULL && kind->is_paid && machine->options.key.len == 0)
        return dbn_fail(error, DBN_ERR_USAGE,
                        "the engine '%s' wants a key, in the environment: %s",
                        kind->name, kind->key);
    if (kind->needs_model && machine->options.model.len == 0)
        return dbn_fail(error, DBN_ERR_USAGE, "the engine '%s' wants a model",
                        kind->name);
    return check_unused(machine, error);
}

/* The machine that options describe, not yet opened. */
static dbn_status
describe(dbn_machine *machine, const dbn_machine_options *options, dbn_error *error)
{
    if (keep_options(machine, options) != DBN_OK)
        return dbn_fail(error, DBN_ERR_NOMEM, "no memory is left");
    return check(machine, error);
}

static dbn_status
open_it(dbn_machine *machine, const dbn_machine_options *options, dbn_error *error)
{
    DBN_TRY(describe(machine, options, error));
    if (machine->kind->open != NULL)
        DBN_TRY(machine->kind->open(machine, error));
    return name_it(machine) == DBN_OK
               ? DBN_OK
               : dbn_fail(error, DBN_ERR_NOMEM, "no memory is left");
}

static dbn_status
find_kind(const dbn_machine_kind **out, const dbn_machine_options *options,
          dbn_error *error)
{
    const dbn_machine_kind *kind = kind_of(options->engine);
    *out = kind;
    if (kind == NULL)
        return dbn_fail(error, DBN_ERR_USAGE, "there is no engine '%.*s'",
                        (int)(options->engine.len < 64 ? options->engine.len : 64),
                        options->engine.len == 0 ? "" : options->engine.ptr);
    return DBN_OK;
}

dbn_status
dbn_machine_check(const dbn_machine_options *options, dbn_error *error)
{
    dbn_machine machine = {0};
    DBN_TRY(find_kind(&machine.kind, options, error));
    dbn_arena_init(&machine.arena, 0);
    dbn_status status = describe(&machine, options, error);
    dbn_arena_release(&machine.arena);
    return status;
}

dbn_status
dbn_machine_open(dbn_machine **out, const dbn_machine_options *options,
                 dbn_error *error)
{
    const dbn_machine_kind *kind;
    *out = NULL;
    DBN_TRY(find_kind(&kind, options, error));
    dbn_machine *machine = calloc(1, sizeof *machine);
    if (machine == NULL)
        return dbn_fail(error, DBN_ERR_NOMEM, "no memory is left");
    dbn_arena_init(&machine->arena, 0);
    machine->kind = kind;
    dbn_status status = open_it(machine, options, error);
    if (status == DBN_OK)
        *out = machine;
    else
        dbn_machine_close(machine);
    return status;
}

void
dbn_machine_close(dbn_machine *machine)
{
    if (machine == NULL)
        return;
    dbn_http_close(machine->http);
    dbn_arena_release(&machine->arena);
    free(machine);
}

/* ---- asking ---------------------------------------------------------------------- */

dbn_markup
dbn_machine_markup(const dbn_machine *machine)
{
    return machine->kind->markup;
}

bool
dbn_machine_is_paid(const dbn_machine *machine)
{
    return machine->kind->is_paid;
}

bool
dbn_machine_marks_words(const dbn_machine *machine)
{
    return machine->kind->marks_words;
}

uint32_t
dbn_machine_batch(const dbn_machine *machine)
{
    return machine->kind->batch;
}

dbn_span
dbn_machine_name(const dbn_machine *machine)
{
    return machine->name;
}

dbn_span
dbn_machine_identity(const dbn_machine *machine)
{
    return machine->identity;
}

/* No page and no XLIFF can hold one. */
static bool
has_controls(dbn_span text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.ptr[i] < ' ' && text.ptr[i] != '\t' &&
            text.ptr[i] != '\n' && text.ptr[i] != '\r')
            return true;
    return false;
}

dbn_status
dbn_machine_ask(dbn_machine_answer *out, dbn_machine *machine, const dbn_span *texts,
                uint32_t count, dbn_job *job)
{
    *out = (dbn_machine_answer){.outcome = DBN_ANSWER_DONE};
    DBN_TRY(machine->kind->ask(out, machine, texts, count, job));
    for (uint32_t i = 0; out->outcome == DBN_ANSWER_DONE && i < count; i++)
        if (has_controls(out->texts[i]))
            dbn_answer_say(out, DBN_ANSWER_BROKEN, "the answer has control characters");
    return DBN_OK;
}
