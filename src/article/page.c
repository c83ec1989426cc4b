/*
 * article/page.c - roles from markup and metadata.
 */
#include "article/draft.h"

dbn_status
dbn_draft_page(dbn_draft *draft)
{
    draft->article->is_article = false;
    return DBN_OK;
}
