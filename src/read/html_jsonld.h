/*
 * read/html_jsonld.h - the strings of JSON-LD, each with its path.
 */
#ifndef DBN_READ_HTML_JSONLD_H
#define DBN_READ_HTML_JSONLD_H

#include "read/html_metas.h"

/**
 * Add a statement for every string value of the JSON in `script`, a range of the page.
 * Its name is the @type of the outermost object (of a @graph: of its member), then
 * the keys that lead to it: "NewsArticle.author.name"; the places in arrays are not
 * told. Broken JSON gives what can be read of it: pages hold line feeds in strings,
 * commas too many, comments around.
 */
dbn_status dbn_html_jsonld(dbn_html_metas *metas, dbn_range script) DBN_CHECKED;

#endif
