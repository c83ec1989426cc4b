/*
 * newsroom/config.h - .doublon.yaml: what a newsroom wants of `check`, by file.
 *
 *     lang: fr                      # of texts that do not say it
 *     profile: fr-BE
 *     house: {hours: tight}         # conventions over those of the profile
 *     enable: [style]
 *     disable: [fr.typo.ellipsis]
 *     levels: {fr.style: info}      # of families, rules, beginnings of names
 *     fail-on: warning              # error (default), warning, info, never
 *     front-matter: [title]         # its fields that are read; the others are not
 *     baseline: known.yaml          # findings that are known: newsroom/baseline.h
 *     rules: house-rules            # a folder as dicts/, beside this file
 *     protect: ['\[\[.*?\]\]']      # patterns of what is no text
 *     terms: {malware: maliciel}    # what is written, and what to write instead
 *     skip: false                   # true: not checked
 *     files:                        # the last of these that means a file counts, over
 *       - paths: [archives/, '*.nl.md']                    # what stands above
 *         profile: nl-BE
 *         fail-on: never
 *
 * Paths are below the folder of the file. `rules`, `protect` and `terms` become rules
 * (match/house.c) and stand at the top only, as `baseline` does. dbn_config_read() and
 * its like are in doublon/desk.h.
 */
#ifndef DBN_NEWSROOM_CONFIG_H
#define DBN_NEWSROOM_CONFIG_H

#include "doublon/desk.h"
#include "lang/profile.h"
#include "lang/yaml.h"
#include "match/rules.h"

/** As dbn_config_read(), of bytes in memory; `path` is what they are called. */
dbn_status dbn_config_parse(dbn_config **out, const char *path, dbn_span bytes,
                            const dbn_check_options *over,
                            dbn_error *error) DBN_CHECKED;

/** The file, for its house rules. */
const dbn_yaml *dbn_config_file(const dbn_config *config);

/** Does it have rules of its own? */
bool dbn_config_has_rules(const dbn_config *config);

/** Refuse what it names and nobody knows: rules and conventions that `rules` has none
 * for, places of a language whose places are known. The message has the line, the name,
 * and the nearest that is known. */
dbn_status dbn_config_agrees(const dbn_config *config, const dbn_ruleset *rules,
                             const dbn_profiles *profiles,
                             dbn_error *error) DBN_CHECKED;

#endif
