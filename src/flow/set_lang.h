/*
 * flow/set_lang.h - where a page says in which language it is.
 */
#ifndef DBN_FLOW_SET_LANG_H
#define DBN_FLOW_SET_LANG_H

#include "base/job.h"
#include "text/bilingual.h"

/** What becomes of a range of the page. */
typedef struct dbn_lang_edit {
    dbn_range range; /* bytes of the page */
    dbn_span text;   /* ASCII */
    bool is_open;    /* on the way: it holds if the text behind it is translated */
} dbn_lang_edit;

typedef DBN_VEC(dbn_lang_edit) dbn_lang_edits;

/**
 * What a page has to say once it is in file->page.target_lang, in the order of its
 * bytes: `lang` and `xml:lang` of its root, which gets one where it has none, and of
 * all that is said to be in the language of the source, or begins with a unit that is
 * translated, but what its author keeps as it is; og:locale
 * ("nl_BE"), content-language, and inLanguage of JSON-LD that is the language of the
 * source. Nothing where no unit has a translation. In the job's arena. DBN_ERR_NOMEM,
 * DBN_ERR_LIMIT. Linear.
 */
dbn_status dbn_flow_set_lang(dbn_lang_edits *out, const dbn_bilingual *file,
                             dbn_span bytes, dbn_job *job) DBN_CHECKED;

#endif
