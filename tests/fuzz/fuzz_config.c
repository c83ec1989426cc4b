/*
 * Any bytes as a configuration or as known findings. A file is taken, or refused with a
 * message that begins with its name; what is taken gives the same answers twice, and
 * known findings that were written come back as the same bytes.
 *
 * Input: a byte whose lowest bit chooses, then the file.
 */
#include "match/rule.h"
#include "newsroom/baseline.h"
#include "newsroom/config.h"

#include <stdlib.h>

#define NAME "fuzz.yaml"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
require(bool holds)
{
    if (!holds)
        abort();
}

typedef struct known {
    dbn_ruleset *rules;
    dbn_profiles *profiles;
} known;

static const known *
get_known(void)
{
    static known k;
    dbn_error err;
    if (k.rules == NULL) {
        require(dbn_ruleset_load_family(&k.rules, DBN_DICTS_DIR, DBN_SPAN("article"),
                                        &err) == DBN_OK);
        require(dbn_profiles_load(&k.profiles, DBN_DICTS_DIR, &err) == DBN_OK);
    }
    return &k;
}

static void
check_refusal(dbn_status status, const dbn_error *err)
{
    dbn_span message = dbn_span_of(err->message);
    require(err->status == status && message.len > 0);
    if (status == DBN_ERR_SYNTAX)
        require(dbn_span_starts(message, DBN_SPAN(NAME)));
}

/* ---- configurations ---------------------------------------------------------------
 */

static void
check_options(const dbn_check_options *options)
{
    require(options != NULL && options->fail_on <= DBN_FAIL_NEVER);
    for (uint32_t i = 0; i < options->key_count; i++)
        require(options->keys[i].value.len > 0);
    for (uint32_t i = 0; i < options->switch_count; i++)
        require(options->switches[i].name.len > 0);
    for (uint32_t i = 0; i < options->level_count; i++)
        require(options->levels[i].severity <= DBN_SEVERITY_ERROR);
    for (uint32_t i = 0; i < options->front_field_count; i++)
        require(options->front_fields[i].len > 0);
}

static void
check_config(dbn_span bytes)
{
    static const char *const names[] = {"", "a.txt", "archives/a/b.nl.md", "../x", "/"};
    const known *k = get_known();
    dbn_config *config;
    dbn_error err = {0};
    dbn_status status = dbn_config_parse(&config, NAME, bytes, NULL, &err);
    if (status != DBN_OK) {
        require(config == NULL);
        check_refusal(status, &err);
        return;
    }
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const dbn_check_options *first = dbn_config_for(config, dbn_span_of(names[i]));
        check_options(first);
        require(first == dbn_config_for(config, dbn_span_of(names[i])));
    }
    status = dbn_config_agrees(config, k->rules, k->profiles, &err);
    if (status != DBN_OK)
        check_refusal(status, &err);
    dbn_config_free(config);
}

/* ---- known findings ---------------------------------------------------------------
 */

static void
check_baseline(dbn_span bytes)
{
    dbn_baseline *first, *again;
    dbn_error err = {0};
    dbn_span written, same;
    dbn_status status = dbn_baseline_parse(&first, NAME, bytes, &err);
    if (status != DBN_OK) {
        require(first == NULL);
        check_refusal(status, &err);
        return;
    }
    require(dbn_baseline_write(&written, first) == DBN_OK);
    require(dbn_baseline_parse(&again, NAME, written, &err) == DBN_OK);
    require(dbn_baseline_write(&same, again) == DBN_OK);
    require(dbn_span_equal(written, same));
    dbn_baseline_free(again);
    dbn_baseline_free(first);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    dbn_span bytes = {(const char *)data + 1, size - 1};
    if ((data[0] & 1) == 0)
        check_config(bytes);
    else
        check_baseline(bytes);
    return 0;
}
