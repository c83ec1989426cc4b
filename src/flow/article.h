/*
 * flow/article.h - one article: read, repair, name, compare, reduce, lay out.
 */
#ifndef DBN_FLOW_ARTICLE_H
#define DBN_FLOW_ARTICLE_H

#include "flow/doc.h"

/** Clean one document into doc->document; what it held is forgotten. The input is
 * borrowed. Fails as dbn_doc_clean() says. */
dbn_status dbn_flow_article(dbn_doc *doc, const dbn_input *input,
                            const dbn_clean_options *options) DBN_CHECKED;

#endif
