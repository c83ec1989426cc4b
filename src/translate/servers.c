/*
 * Engines behind HTTP. APy and DeepL and LibreTranslate take markup, models of language
 * words. APy and models get a text a question, the others many.
 */
#include <stdio.h>

#include "text/language_tag.h"
#include "translate/codec.h"
#include "translate/http.h"
#include "translate/json_strings.h"
#include "translate/kind.h"
#include "translate/pairs.h"

typedef dbn_status (*request_writer)(dbn_buffer *out, dbn_arena *arena,
                                     const dbn_request *request);

/** How one of them is asked. */
typedef struct asking {
    const char *path; /* behind its address */
    dbn_span type;
    const char *authority; /* in front of the key; NULL: the key is in the body */
    request_writer write;
    const dbn_answer_shape *shape;
} asking;

#define FORM DBN_SPAN("application/x-www-form-urlencoded")

static dbn_status
join(dbn_span *out, dbn_arena *arena, dbn_span first, dbn_span second)
{
    dbn_buffer text = {0};
    while (second.len > 0 && first.len > 0 && first.ptr[first.len - 1] == '/')
        first.len--;
    DBN_TRY(dbn_vec_append(arena, &text, first.ptr, (uint32_t)first.len));
    DBN_TRY(dbn_vec_append(arena, &text, second.ptr, (uint32_t)second.len));
    *out = (dbn_span){text.count == 0 ? "" : text.items, text.count};
    return DBN_OK;
}

/* ---- languages as servers write them --------------------------------------------- */

/* "fr" of "fr-BE". */
static dbn_span
plain_language(dbn_span tag)
{
    return dbn_language_of(tag);
}

/* DeepL: in capitals; targets with the place that it has. */
static dbn_status
deepl_language(dbn_span *out, dbn_arena *arena, dbn_span tag, bool is_target)
{
    bool has_place = is_target && (dbn_language_is_same(tag, DBN_SPAN("en")) ||
                                   dbn_language_is_same(tag, DBN_SPAN("pt")));
    dbn_span wanted = has_place ? tag : dbn_language_of(tag);
    dbn_buffer text = {0};
    for (size_t i = 0; i < wanted.len; i++) {
        char c = wanted.ptr[i];
        DBN_TRY(dbn_vec_push(arena, &text,
                             c >= 'a' && c <= 'z' ? (char)(c - ('a' - 'A')) : c));
    }
    *out = (dbn_span){text.items, text.count};
    return DBN_OK;
}

/* ---- asking -----------------------------------------------------------------------
 */

static dbn_status
connect_it(dbn_machine *machine, dbn_error *error)
{
    return machine->http != NULL ? DBN_OK : dbn_http_open(&machine->http, error);
}

/* Where nobody answers, that is an outcome, too. */
static void
judge_end(dbn_machine_answer *out, const dbn_http_answer *answer, uint32_t timeout)
{
    out->is_late = answer->end == DBN_HTTP_LATE;
    if (out->is_late)
        dbn_answer_say(out, DBN_ANSWER_LATER, "no answer within %u s", timeout);
    else if (answer->end == DBN_HTTP_CANCELLED)
        dbn_answer_say(out, DBN_ANSWER_OVER, "it was interrupted");
    else if (answer->end == DBN_HTTP_HALF)
        dbn_answer_say(out, DBN_ANSWER_BROKEN, "the answer is only half of one");
    else if (answer->end == DBN_HTTP_TOO_MUCH)
        dbn_answer_say(out, DBN_ANSWER_BROKEN, "the answer is too long");
    else
        dbn_answer_say(out, DBN_ANSWER_LATER, "the engine is not reached: %s",
                       answer->reason);
}

static dbn_status
post(dbn_machine_answer *out, dbn_machine *machine, const asking *how,
     const dbn_request *request, dbn_job *job)
{
    dbn_buffer body = {0};
    const dbn_machine_options *o = &machine->options;
    dbn_http_answer answer;
    dbn_http_question question = {.type = how->type,
                                  .timeout = o->timeout,
                                  .is_cancelled = o->is_cancelled,
                                  .context = o->context};
    dbn_arena *arena = &job->arena;
    DBN_TRY_PUSH(job, how->write(&body, arena, request));
    DBN_TRY_PUSH(job,
                 join(&question.address, arena, o->address, dbn_span_of(how->path)));
    if (how->authority != NULL && o->key.len > 0)
        DBN_TRY_PUSH(
            job, join(&question.authority, arena, dbn_span_of(how->authority), o->key));
    question.body = (dbn_span){body.items, body.count};
    DBN_TRY(dbn_http_ask(&answer, machine->http, &question, job));
    if (answer.end != DBN_HTTP_ANSWERED) {
        judge_end(out, &answer, o->timeout);
        return DBN_OK;
    }
    const dbn_answer_bytes bytes = {.status = answer.status,
                                    .wait = answer.wait,
                                    .body = {answer.body.items, answer.body.count},
                                    .key = o->key};
    return dbn_answer_read(out, how->shape, request->count, &bytes, job);
}

/* ---- Apertium APy -----------------------------------------------------------------
 */

static dbn_status
refuse_pair(const dbn_machine *machine, const dbn_pairs *pairs, dbn_error *error)
{
    char there[120];
    const dbn_machine_options *o = &machine->options;
    dbn_pairs_list(there, sizeof there, pairs);
    return dbn_fail(error, DBN_ERR_USAGE,
                    "no pair of Apertium leads from %.*s to %.*s; there are: %s",
                    (int)(o->source.len < 16 ? o->source.len : 16), o->source.ptr,
                    (int)(o->target.len < 16 ? o->target.len : 16), o->target.ptr,
                    there);
}

/* "fra|spa", or of a chain "fra|cat|spa", which another path serves. */
static dbn_status
set_mode(dbn_machine *machine, const dbn_pairs *chain)
{
    dbn_buffer mode = {0};
    dbn_arena *arena = &machine->arena;
    for (uint32_t i = 0; i < chain->count; i++) {
        const dbn_pair *pair = &chain->items[i];
        if (i == 0)
            DBN_TRY(
                dbn_vec_append(arena, &mode, pair->from.ptr, (uint32_t)pair->from.len));
        DBN_TRY(dbn_vec_push(arena, &mode, '|'));
        DBN_TRY(dbn_vec_append(arena, &mode, pair->to.ptr, (uint32_t)pair->to.len));
    }
    machine->mode = (dbn_span){mode.items, mode.count};
    return DBN_OK;
}

static dbn_status
read_pairs(dbn_pairs *out, dbn_span body, dbn_machine *machine)
{
    dbn_arena *arena = &machine->arena;
    uint32_t from_count, to_count;
    dbn_span *from = dbn_arena_alloc(arena, DBN_PAIRS_MAX * sizeof *from);
    dbn_span *to = dbn_arena_alloc(arena, DBN_PAIRS_MAX * sizeof *to);
    if (from == NULL || to == NULL)
        return DBN_ERR_NOMEM;
    if (dbn_json_strings(from, DBN_PAIRS_MAX, &from_count,
                         "responseData/*/sourceLanguage", body,
                         arena) != DBN_JSON_PICKED ||
        dbn_json_strings(to, DBN_PAIRS_MAX, &to_count, "responseData/*/targetLanguage",
                         body, arena) != DBN_JSON_PICKED ||
        from_count != to_count)
        return DBN_OK;
    for (uint32_t i = 0; i < from_count; i++)
        DBN_TRY(dbn_vec_push(arena, out, (dbn_pair){from[i], to[i]}));
    return DBN_OK;
}

static dbn_status
ask_pairs(dbn_pairs *out, dbn_machine *machine, dbn_job *job)
{
    const dbn_machine_options *o = &machine->options;
    dbn_http_question question = {
        .timeout = o->timeout, .is_cancelled = o->is_cancelled, .context = o->context};
    dbn_http_answer answer;
    DBN_TRY_PUSH(
        job, join(&question.address, &job->arena, o->address, DBN_SPAN("/listPairs")));
    DBN_TRY(dbn_http_ask(&answer, machine->http, &question, job));
    if (answer.end != DBN_HTTP_ANSWERED)
        return dbn_fail(&job->err, DBN_ERR_IO, "the engine is not reached: %s",
                        answer.reason);
    const dbn_span body = {answer.body.items, answer.body.count};
    DBN_TRY_PUSH(job, read_pairs(out, body, machine));
    return answer.status == 200 && out->count > 0
               ? DBN_OK
               : dbn_fail(&job->err, DBN_ERR_IO,
                          "the server does not say which pairs it has");
}

static dbn_status
open_apy(dbn_machine *machine, dbn_error *error)
{
    dbn_job job;
    dbn_pairs pairs = {0}, chain = {0};
    const dbn_machine_options *o = &machine->options;
    DBN_TRY(connect_it(machine, error));
    dbn_job_init(&job, 0);
    dbn_status status = ask_pairs(&pairs, machine, &job);
    if (status != DBN_OK)
        *error = job.err;
    dbn_job_release(&job);
    DBN_TRY(status);
    status = dbn_pairs_chain(&chain, &pairs, o->source, o->target, &machine->arena);
    if (status == DBN_OK && chain.count > 0)
        status = set_mode(machine, &chain);
    if (status != DBN_OK)
        return dbn_fail(error, DBN_ERR_NOMEM, "no memory is left");
    return chain.count > 0 ? DBN_OK : refuse_pair(machine, &pairs, error);
}

static dbn_status
ask_apy(dbn_machine_answer *out, dbn_machine *machine, const dbn_span *texts,
        uint32_t count, dbn_job *job)
{
    dbn_span mode = machine->mode;
    const char *first = memchr(mode.ptr, '|', mode.len);
    size_t rest = mode.len - (size_t)(first + 1 - mode.ptr);
    bool is_chain = memchr(first + 1, '|', rest) != NULL;
    const asking how = {is_chain ? "/translateChain" : "/translate", FORM, NULL,
                        dbn_request_apy, &dbn_shape_apy};
    const dbn_request request = {.texts = texts, .count = count, .model = mode};
    return post(out, machine, &how, &request, job);
}

/* ---- the others --------------------------------------------------------------------
 */

static dbn_status
ask_libre(dbn_machine_answer *out, dbn_machine *machine, const dbn_span *texts,
          uint32_t count, dbn_job *job)
{
    static const asking how = {"/translate",
                               {"application/json", 16},
                               NULL,
                               dbn_request_libre,
                               &dbn_shape_libre};
    const dbn_machine_options *o = &machine->options;
    const dbn_request request = {.texts = texts,
                                 .count = count,
                                 .source = plain_language(o->source),
                                 .target = plain_language(o->target),
                                 .key = o->key};
    return post(out, machine, &how, &request, job);
}

static dbn_status
ask_deepl(dbn_machine_answer *out, dbn_machine *machine, const dbn_span *texts,
          uint32_t count, dbn_job *job)
{
    static const asking how = {"/v2/translate",
                               {"application/json", 16},
                               "DeepL-Auth-Key ",
                               dbn_request_deepl,
                               &dbn_shape_deepl};
    const dbn_machine_options *o = &machine->options;
    dbn_request request = {.texts = texts, .count = count};
    DBN_TRY_PUSH(job, deepl_language(&request.source, &job->arena, o->source, false));
    DBN_TRY_PUSH(job, deepl_language(&request.target, &job->arena, o->target, true));
    return post(out, machine, &how, &request, job);
}

static dbn_status
ask_openai(dbn_machine_answer *out, dbn_machine *machine, const dbn_span *texts,
           uint32_t count, dbn_job *job)
{
    static const asking how = {"/v1/chat/completions",
                               {"application/json", 16},
                               "Bearer ",
                               dbn_request_openai,
                               &dbn_shape_openai};
    const dbn_machine_options *o = &machine->options;
    const dbn_request request = {.texts = texts,
                                 .count = count,
                                 .source = o->source,
                                 .target = o->target,
                                 .model = o->model};
    return post(out, machine, &how, &request, job);
}

const dbn_machine_kind dbn_machine_apy = {
    .name = "apertium-apy",
    .address = "http://localhost:2737",
    .markup = DBN_MARKUP_MIXED,
    .batch = 1,
    .marks_words = true,
    .open = open_apy,
    .ask = ask_apy,
};

const dbn_machine_kind dbn_machine_libre = {
    .name = "libretranslate",
    .key = "LIBRETRANSLATE_API_KEY",
    .address = "http://localhost:5000",
    .markup = DBN_MARKUP_TAGS,
    .batch = 16,
    .open = connect_it,
    .ask = ask_libre,
};

const dbn_machine_kind dbn_machine_deepl = {
    .name = "deepl",
    .key = "DEEPL_API_KEY",
    .address = "https://api-free.deepl.com",
    .markup = DBN_MARKUP_TAGS,
    .batch = 50,
    .is_paid = true,
    .open = connect_it,
    .ask = ask_deepl,
};

const dbn_machine_kind dbn_machine_openai = {
    .name = "openai",
    .key = "OPENAI_API_KEY",
    .address = "http://localhost:8080",
    .markup = DBN_MARKUP_WORDS,
    .batch = 1,
    .needs_model = true,
    .open = connect_it,
    .ask = ask_openai,
};
