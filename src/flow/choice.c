#include "flow/choice.h"

#include "text/language_tag.h"

/* A profile counts for texts in its language, and for those in none that is known. */
static dbn_span
profile_for(dbn_span lang, dbn_span profile)
{
    bool counts = dbn_span_equal(lang, DBN_SPAN("und")) ||
                  dbn_span_equal_ascii(dbn_language_of(lang), dbn_language_of(profile));
    return counts ? profile : lang;
}

dbn_status
dbn_choices_select(const dbn_selection **out, dbn_choices *choices,
                   const dbn_ruleset *rules, dbn_span lang,
                   const dbn_check_options *options, dbn_error *err)
{
    dbn_selection_options wanted = {.profile = lang,
                                    .keys = options->keys,
                                    .key_count = options->key_count,
                                    .switches = options->switches,
                                    .switch_count = options->switch_count};
    if (options->profile.len > 0)
        wanted.profile = profile_for(lang, options->profile);
    for (uint32_t i = 0; i < DBN_CHOICES; i++) {
        *out = choices->items[i];
        if (*out != NULL && dbn_selection_is_for(*out, &wanted))
            return DBN_OK;
    }
    if (choices->scanner == NULL)
        DBN_TRY(dbn_scanner_new(&choices->scanner, rules, err));
    dbn_selection **place = &choices->items[choices->next];
    choices->next = (choices->next + 1) % DBN_CHOICES;
    dbn_scanner_forget(choices->scanner);
    dbn_selection_free(*place);
    *place = NULL;
    DBN_TRY(dbn_selection_new(place, rules, &wanted, err));
    *out = *place;
    return DBN_OK;
}

void
dbn_choices_release(dbn_choices *choices)
{
    for (uint32_t i = 0; i < DBN_CHOICES; i++)
        dbn_selection_free(choices->items[i]);
    dbn_scanner_free(choices->scanner);
    *choices = (dbn_choices){0};
}
