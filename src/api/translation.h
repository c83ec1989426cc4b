/*
 * api/translation.h - the struct behind dbn_translation, for api/ alone.
 */
#ifndef DBN_API_TRANSLATION_H
#define DBN_API_TRANSLATION_H

#include "doublon/cat.h"
#include "exchange/catalog.h"
#include "text/bilingual.h"

struct dbn_translation {
    dbn_job job;
    bool is_list;
    dbn_input_kind kind; /* of the page */
    bool sets_lang;
    dbn_translation_left left; /* NULL: nobody is told */
    void *left_context;
    dbn_bilingual file;  /* else */
    dbn_catalog catalog; /* of a list */
};

#endif
