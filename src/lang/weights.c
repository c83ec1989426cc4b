/*
 * lang/weights.c - what the features of a block of a page are worth:
 * dicts/web/weights.yaml.
 */
#include "lang/language.h"

/** In hundredths; a larger weight than the sum of all others means nothing more. */
#define WEIGHT_MAX 3000

static const char *const judge_names[DBN_JUDGE_COUNT] = {"first", "second"};

static const char *const feature_names[DBN_FEATURE_COUNT] = {
#define FEATURE(id, name) name,
#include "lang/features.def"
#undef FEATURE
};

dbn_span
dbn_feature_name(dbn_feature feature)
{
    return dbn_span_of(feature < DBN_FEATURE_COUNT ? feature_names[feature] : NULL);
}

const dbn_weights *
dbn_profile_weights(const dbn_profile *profile)
{
    return profile->weights;
}

static dbn_status
take_weights(int16_t *weights, const dbn_yaml *file, const dbn_yaml_node *map,
             dbn_error *err)
{
    if (map->kind != DBN_YAML_MAP)
        return dbn_yaml_refuse(err, file, map, "weights must be a map");
    for (const dbn_yaml_node *key = map->first; key != NULL; key = key->next->next) {
        int64_t weight;
        unsigned feature = 0;
        while (feature < DBN_FEATURE_COUNT &&
               !dbn_span_equal(key->text, dbn_feature_name((dbn_feature)feature)))
            feature++;
        if (feature == DBN_FEATURE_COUNT)
            return dbn_yaml_refuse(err, file, key, "there is no feature named '%.*s'",
                                   DBN_SHOWN(key->text));
        if (!dbn_yaml_number(key->next, &weight) || weight < -WEIGHT_MAX ||
            weight > WEIGHT_MAX)
            return dbn_yaml_refuse(err, file, key->next,
                                   "a weight is a number from -%d to %d", WEIGHT_MAX,
                                   WEIGHT_MAX);
        weights[feature] = (int16_t)weight;
    }
    return DBN_OK;
}

dbn_status
dbn_weights_load(dbn_profiles *profiles, const dbn_yaml *file, dbn_error *err)
{
    if (file->root->kind != DBN_YAML_MAP)
        return dbn_yaml_refuse(err, file, file->root, "weights must be a map of maps");
    for (const dbn_yaml_node *key = file->root->first; key != NULL;
         key = key->next->next) {
        unsigned judge = 0;
        while (judge < DBN_JUDGE_COUNT &&
               !dbn_span_equal(key->text, dbn_span_of(judge_names[judge])))
            judge++;
        if (judge == DBN_JUDGE_COUNT)
            return dbn_yaml_refuse(err, file, key, "'%.*s' is neither first nor second",
                                   DBN_SHOWN(key->text));
        DBN_TRY(take_weights(profiles->weights.of[judge], file, key->next, err));
    }
    return DBN_OK;
}
