/*
 * doublon/desk.h - the copy desk: what an editor should see in a text, and repairs.
 *
 *     dbn_engine_new_for_desk(&engine, dicts, &error);
 *     dbn_doc_new(&doc, engine, 0);
 *     dbn_doc_check(doc, &input, &options);
 *     ... dbn_doc_findings(doc, &count), dbn_doc_fix(doc, finding, 0, &text) ...
 */
#ifndef DOUBLON_DESK_H
#define DOUBLON_DESK_H

#include "doublon.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Which fixes are made. */
typedef enum dbn_repair {
    DBN_REPAIR_NONE,
    DBN_REPAIR_SAFE, /* certain and guarded ones */
    DBN_REPAIR_ALL   /* the first fix of every finding */
} dbn_repair;

/** How findings are written. */
typedef enum dbn_check_format {
    DBN_CHECK_TEXT, /* for people: a line, the excerpt, a caret */
    DBN_CHECK_JSON, /* one array of the objects of JSONL */
    DBN_CHECK_JSONL,
    DBN_CHECK_SARIF, /* 2.1.0 */
    DBN_CHECK_GITHUB,
    DBN_CHECK_GITLAB,
    DBN_CHECK_CHECKSTYLE,
    DBN_CHECK_JUNIT,
    DBN_CHECK_HTML,     /* a report to look at: one page, whole when the batch ends */
    DBN_CHECK_DIFF,     /* what the repairs change, unified */
    DBN_CHECK_CORRECTED /* the text with the repairs made; as decoded without them */
} dbn_check_format;

/** So many findings of a rule about the same words are listed of a document, if nobody
 * says otherwise. */
#define DBN_FINDINGS_LISTED 1000U

/** From which severity on findings make a check fail. */
typedef enum dbn_fail_on {
    DBN_FAIL_UNSAID, /* as ERROR */
    DBN_FAIL_ON_ERROR,
    DBN_FAIL_ON_WARNING,
    DBN_FAIL_ON_INFO,
    DBN_FAIL_NEVER
} dbn_fail_on;

/** Rules that are switched on or off: a family, a rule, or the beginning of names. */
typedef struct dbn_switch {
    dbn_span name;
    bool is_on;
} dbn_switch;

/** Another severity for rules: a family, a rule, or the beginning of names. */
typedef struct dbn_level {
    dbn_span name;
    dbn_severity severity;
} dbn_level;

/** What a newsroom wants, by file: .doublon.yaml. Immutable, shared by threads. */
typedef struct dbn_config dbn_config;

/** Such files, each the nearest one at or above the documents it is for. */
typedef struct dbn_configs dbn_configs;

/** Findings that are known, and passed over. */
typedef struct dbn_baseline dbn_baseline;

/** What to look for. Zero gives the defaults: all but `style` and `article`. */
typedef struct dbn_check_options {
    dbn_span lang;             /* of texts that do not say theirs; empty: found out */
    dbn_span profile;          /* "fr-BE"; counts for texts in its language. Empty: the
                                  text's own language */
    const dbn_house_key *keys; /* conventions over those of the profile */
    uint32_t key_count;
    const dbn_switch *switches; /* the last that names a rule counts */
    uint32_t switch_count;
    const dbn_own_word *words; /* that are right besides those of dictionaries */
    uint32_t word_count;
    const dbn_span *glossaries; /* for files of translators: tables or TBX, in UTF-8 */
    uint32_t glossary_count;
    const dbn_level *levels; /* the first that names a rule counts */
    uint32_t level_count;
    dbn_fail_on fail_on;          /* what dbn_doc_failing() counts */
    const dbn_span *front_fields; /* of front matter, that are read: "title" */
    uint32_t front_field_count;
    bool skips;                /* find nothing */
    dbn_span baseline;         /* of a configuration: the path of its known findings */
    const dbn_baseline *known; /* found no more; NULL for none */
    uint64_t line; /* of the input in its file, from 1, for `known`; else 0 */
    const dbn_config *config; /* by the input's name, its options count instead of all
                                 above but `words`, `known`, `line`; NULL for none */
    dbn_configs *configs;     /* the same, by the one that is nearest to the input; its
                                 known findings count where `known` is NULL */
    dbn_repair repair;
    uint32_t max_blocks, max_depth; /* limits, as in dbn_clean_options */
    dbn_check_format format;        /* for batches */
    uint32_t max_findings;          /* that a batch lists of a rule about the same words
                                       in a document, and ten times as many of the rule;
                                       what is left out is counted and repaired, too. 0:
                                       DBN_FINDINGS_LISTED; UINT32_MAX: all */
    dbn_span ui;                    /* language of messages; empty: English */
} dbn_check_options;

/**
 * Read a configuration (`doublon help configuration` says its keys). What `over` says
 * (NULL: nothing) counts more than the file in all its parts; it and its strings must
 * live as long as the configuration. Fails with DBN_ERR_IO, or DBN_ERR_SYNTAX with path
 * and line.
 */
DBN_API dbn_status dbn_config_read(dbn_config **out, const char *path,
                                   const dbn_check_options *over, dbn_error *error);
DBN_API void dbn_config_free(dbn_config *config);

/** What it says of the file `name`, a path from the folder that was the working one
 * when it was read, or from the root. Lives as long as the configuration. */
DBN_API const dbn_check_options *dbn_config_for(const dbn_config *config,
                                                dbn_span name);

/** Put the path of the nearest .doublon.yaml at or above the file or folder `path`
 * (NULL or "-": the working folder) into `place`; false where there is none, or it is
 * longer than `size`. */
DBN_API bool dbn_config_find(char *place, size_t size, const char *path);

/** How configurations are found. */
typedef struct dbn_configs_options {
    const dbn_check_options *over; /* counts more than they; must live as long */
    bool reads_known;              /* their baselines, too */
} dbn_configs_options;

/**
 * Configurations for documents checked with `engine`, or in a batch with it; it must
 * live as long. Each is read when the first document below it comes; one that cannot be
 * used fails its documents, as dbn_config_read() does. At most 256, of which 16 with
 * rules of their own. Shared by threads. Fails with DBN_ERR_NOMEM.
 */
DBN_API dbn_status dbn_configs_new(dbn_configs **out, const dbn_engine *engine,
                                   const dbn_configs_options *options,
                                   dbn_error *error);
DBN_API void dbn_configs_free(dbn_configs *configs);

/**
 * Known findings of a file, which calls others by their paths from its own folder; none
 * where `path` is NULL. Fails as dbn_config_read() does. To make such a file: add the
 * findings of documents, then write it.
 */
DBN_API dbn_status dbn_baseline_read(dbn_baseline **out, const char *path,
                                     dbn_error *error);
DBN_API void dbn_baseline_free(dbn_baseline *baseline);

/** The same where nothing is known as long as there is no file at `path`. */
DBN_API dbn_status dbn_baseline_read_if_there(dbn_baseline **out, const char *path,
                                              dbn_error *error);

/** Put the findings of a checked document instead of what was read of the file `name`;
 * `line` is its line there, from 1, or 0. One thread at a time; DBN_ERR_NOMEM without a
 * message. */
DBN_API dbn_status dbn_baseline_add(dbn_baseline *baseline, const dbn_doc *doc,
                                    dbn_span name, uint64_t line);

/** Its file: YAML, the same bytes for the same findings. Lives until the next call. */
DBN_API dbn_status dbn_baseline_write(dbn_span *out, dbn_baseline *baseline);

/** As dbn_engine_new(), with the rules of all families and those of `config` (NULL:
 * none), which must outlive the engine. Fails with DBN_ERR_SYNTAX, path and line where
 * the configuration names a rule that is none. */
DBN_API dbn_status dbn_engine_new_for_desk(dbn_engine **out, const char *dicts_dir,
                                           const dbn_config *config, dbn_error *error);

/** The same, faster: rules are tried on their examples once, and the folder `cache`
 * (that of dbn_spelling_places; NULL or not there: each time) remembers those that
 * hold, by their bytes. */
DBN_API dbn_status dbn_engine_new_for_desk_cached(dbn_engine **out,
                                                  const char *dicts_dir,
                                                  const dbn_config *config,
                                                  const char *cache, dbn_error *error);

/** Refuse what `options` name and nobody knows: rules, conventions and their values,
 * profiles, languages. What nobody knows changes nothing when documents are checked.
 * Fails with DBN_ERR_USAGE, the name, and the nearest that is known. */
DBN_API dbn_status dbn_check_options_agree(const dbn_engine *engine,
                                           const dbn_check_options *options,
                                           dbn_error *error);

/** Where hunspell's dictionaries are, and where the lists of all their words are kept
 * once they are made. NUL-terminated; borrowed for the call. */
typedef struct dbn_spelling_places {
    const char *dictionaries; /* folder of .aff and .dic files */
    const char *cache; /* NULL or not writable: made each time, in some seconds */
} dbn_spelling_places;

/**
 * Look at spelling too, in documents made from now on. Dictionaries are opened when a
 * text in their language comes; one that is not there keeps only spelling from being
 * looked at: dbn_doc_spelling_off(). Fails with DBN_ERR_NOMEM.
 */
DBN_API dbn_status dbn_engine_spell(dbn_engine *engine,
                                    const dbn_spelling_places *places,
                                    dbn_error *error);

/**
 * Check one document; what the last one gave is forgotten. Findings are in
 * dbn_doc_findings(), by position, then rule. `options` may be NULL. With a repair,
 * dbn_doc_corrected() is the decoded text with the fixes made; no other byte changes,
 * and inside a page no markup does. Checking it again finds nothing that is safe to
 * repair. Any range of it maps back to the source (DBN_TEXT_CORRECTED of
 * dbn_doc_map()). Fails as dbn_doc_clean() does.
 *
 * XLIFF, TMX, PO and tables of translations, where input->kind is DBN_INPUT_AUTO, are
 * files of translators: their texts are the page, what is found in a translation names
 * in `other` what of its source is meant, and a repair is refused (DBN_ERR_USAGE).
 */
DBN_API dbn_status dbn_doc_check(dbn_doc *doc, const dbn_input *input,
                                 const dbn_check_options *options);

/** The corrected text; ptr NULL where no repair was asked for. */
DBN_API dbn_span dbn_doc_corrected(const dbn_doc *doc);

/** The `index`-th text that `finding` (of this document) could become, and the range of
 * the page that it replaces; false past the last. */
DBN_API bool dbn_doc_fix(const dbn_doc *doc, const dbn_finding *finding, uint32_t index,
                         dbn_range *range, dbn_span *text);

/** How many findings have the severity from which on the check fails. */
DBN_API uint64_t dbn_doc_failing(const dbn_doc *doc);

/** The engine whose rules its findings name: not the one it was made with where
 * dbn_check_options.configs gave it rules of a configuration. */
DBN_API const dbn_engine *dbn_doc_engine(const dbn_doc *doc);

/** The configuration that counted; NULL for none. */
DBN_API const dbn_config *dbn_doc_config(const dbn_doc *doc);

/** The rule that met a match limit, so that it may have missed something; else 0. */
DBN_API dbn_rule dbn_doc_given_up(const dbn_doc *doc);

/** Why spelling was not looked at, with the package to install; NULL where it was, or
 * where nobody asked for it. */
DBN_API const dbn_error *dbn_doc_spelling_off(const dbn_doc *doc);

/** What a rule is. Strings live as long as the engine. */
typedef struct dbn_rule_card {
    dbn_span name, family, message, source, guard;
    dbn_severity severity;
    dbn_rule_fix fix;
} dbn_rule_card;

/** Rules of dicts/ are numbered from dbn_rule_first() on, by their names; those of C
 * have the numbers from 1 to there. False for a number that is none, or of which
 * nothing is said. The message is in the language `ui`, else in the rule's first. */
DBN_API dbn_rule dbn_rule_first(void);
DBN_API bool dbn_rule_describe(const dbn_engine *engine, dbn_rule rule, dbn_span ui,
                               dbn_rule_card *card);

/** The `index`-th example: a text that the rule finds, with what it should be (ptr NULL
 * where nothing says so), or one that it leaves alone. False past the last. */
DBN_API bool dbn_rule_example(const dbn_engine *engine, dbn_rule rule, bool wrong,
                              uint32_t index, dbn_span *text, dbn_span *right);

/** The `index`-th term of a rule that has a list of them, and what to write instead. */
DBN_API bool dbn_rule_term(const dbn_engine *engine, dbn_rule rule, uint32_t index,
                           dbn_span *term, dbn_span *instead);

#ifdef __cplusplus
}
#endif
#endif
