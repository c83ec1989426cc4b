/*
 * What is paid for each band, from YAML:
 *
 *     currency: EUR
 *     per: word              or character
 *     rates: {new: 0.12, 50-74: 0.09, 75-84: 0.06, 85-94: 0.04, 100: 0.01}
 *
 * A band that is not there costs what the one before it costs.
 */
#include "flow/analyse.h"
#include "lang/yaml.h"

#define CURRENCY_MAX 8U

/* A decimal number of at most 6 digits behind its point, in millionths. */
static bool
read_millionths(uint64_t *out, dbn_span text)
{
    uint64_t value = 0;
    uint32_t digits = 0, behind = 0;
    bool has_point = false;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '.' && !has_point) {
            has_point = true;
            continue;
        }
        if (!dbn_is_ascii_digit(text.ptr[i]) || digits == 12 || behind == 6)
            return false;
        value = value * 10 + (uint64_t)(text.ptr[i] - '0');
        digits++;
        behind += has_point;
    }
    for (; behind < 6; behind++)
        value *= 10;
    *out = value;
    return digits > 0;
}

static dbn_band
band_of(dbn_span name)
{
    dbn_band band = DBN_BAND_NEW;
    while (band < DBN_BAND_COUNT && !dbn_span_equal(dbn_band_name(band), name))
        band++;
    return band;
}

static dbn_status
read_rates(dbn_rates *out, const dbn_yaml *file, const dbn_yaml_node *map,
           dbn_error *err)
{
    bool is_given[DBN_BAND_COUNT] = {false};
    if (map->kind != DBN_YAML_MAP)
        return dbn_yaml_refuse(err, file, map, "rates are a map");
    for (const dbn_yaml_node *key = map->first; key != NULL; key = key->next->next) {
        dbn_band band = band_of(key->text);
        if (band == DBN_BAND_COUNT)
            return dbn_yaml_refuse(err, file, key, "no band is called '%.*s'",
                                   DBN_SHOWN(key->text));
        if (!read_millionths(&out->millionths[band], key->next->text))
            return dbn_yaml_refuse(
                err, file, key->next,
                "'%.*s' is no rate: up to 12 digits, 6 of them behind a point",
                DBN_SHOWN(key->next->text));
        if (is_given[band])
            return dbn_yaml_refuse(err, file, key, "'%.*s' is there twice",
                                   DBN_SHOWN(key->text));
        is_given[band] = true;
    }
    if (!is_given[DBN_BAND_NEW])
        return dbn_yaml_refuse(err, file, map, "the rate of 'new' is missing");
    for (int band = DBN_BAND_NEW + 1; band < DBN_BAND_COUNT; band++)
        if (!is_given[band])
            out->millionths[band] = out->millionths[band - 1];
    return DBN_OK;
}

static dbn_status
read_key(dbn_rates *out, const dbn_yaml *file, const dbn_yaml_node *key, dbn_job *job)
{
    const dbn_yaml_node *value = key->next;
    if (dbn_span_equal(key->text, DBN_SPAN("rates")))
        return read_rates(out, file, value, &job->err);
    if (dbn_span_equal(key->text, DBN_SPAN("currency")) &&
        value->text.len <= CURRENCY_MAX) {
        out->currency = dbn_arena_copy(&job->arena, value->text);
        return out->currency.ptr == NULL ? dbn_job_nomem(job) : DBN_OK;
    }
    out->is_by_character = dbn_span_equal(value->text, DBN_SPAN("character"));
    bool is_unit =
        dbn_span_equal(key->text, DBN_SPAN("per")) &&
        (out->is_by_character || dbn_span_equal(value->text, DBN_SPAN("word")));
    return is_unit ? DBN_OK
                   : dbn_yaml_refuse(&job->err, file, key,
                                     "currency, per (word, character) and rates are "
                                     "known, not '%.*s'",
                                     DBN_SHOWN(key->text));
}

dbn_status
dbn_flow_rates(dbn_rates *out, dbn_span bytes, dbn_span name, dbn_job *job)
{
    dbn_yaml file;
    char *path = dbn_arena_alloc(&job->arena, name.len + 1);
    *out = (dbn_rates){.currency = DBN_SPAN("")};
    if (path == NULL)
        return dbn_job_nomem(job);
    if (name.len > 0)
        memcpy(path, name.ptr, name.len);
    DBN_TRY(dbn_yaml_parse(&file, path, bytes, &job->arena, &job->err));
    if (file.root == NULL || file.root->kind != DBN_YAML_MAP)
        return dbn_yaml_refuse(&job->err, &file, file.root, "rates are a map");
    bool has_rates = false;
    for (const dbn_yaml_node *key = file.root->first; key != NULL;
         key = key->next->next) {
        for (const dbn_yaml_node *other = file.root->first; other != key;
             other = other->next->next)
            if (dbn_span_equal(other->text, key->text))
                return dbn_yaml_refuse(&job->err, &file, key, "'%.*s' is there twice",
                                       DBN_SHOWN(key->text));
        has_rates |= dbn_span_equal(key->text, DBN_SPAN("rates"));
        DBN_TRY(read_key(out, &file, key, job));
    }
    if (!has_rates)
        return dbn_yaml_refuse(&job->err, &file, file.root, "there are no rates");
    out->is_there = true;
    return DBN_OK;
}
