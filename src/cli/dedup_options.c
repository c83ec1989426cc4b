#include "dedup_options.h"

bool
dbn_set_unit(void *context, const char *value)
{
    dbn_dedup_settings *s = context;
    for (const char *at = value;; at++) {
        size_t len = strcspn(at, ",");
        int choice = dbn_choice(DBN_UNITS, at, len);
        if (choice < 0)
            return false;
        s->dedup.units |= 1U << choice;
        at += len;
        if (*at == '\0')
            return true;
    }
}

bool
dbn_set_survivor(void *context, const char *value)
{
    int choice = dbn_choice("finest,first,longest,earliest,latest,cleanest", value,
                            strlen(value));
    ((dbn_dedup_settings *)context)->dedup.survivor = (dbn_survivor)choice;
    return choice > 0; /* the finest is that of one document */
}

bool
dbn_dedup_is_possible(const char *command, const dbn_dedup_options *options)
{
    if (!options->removes || options->units != 1U << DBN_UNIT_PASSAGE)
        return true;
    dbn_tell(command, "--mode=clean removes documents and paragraphs, and nothing with "
                      "--unit=passage alone");
    return false;
}
