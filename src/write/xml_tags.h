/*
 * write/xml_tags.h - the tags of a file that a reader of XML has accepted, one by one,
 * with their places, so that it can be changed in places and copied in between.
 */
#ifndef DBN_WRITE_XML_TAGS_H
#define DBN_WRITE_XML_TAGS_H

#include "base/span.h"
#include "base/vec.h"

typedef struct dbn_xml_tag {
    dbn_range range; /* from < to behind > */
    dbn_span name;   /* local */
    dbn_span prefix; /* with its colon; empty: none */
    bool is_end, is_empty;
} dbn_xml_tag;

/** The next tag at *at or later, which goes behind it; comments, instructions,
 * CDATA and the type of the document are passed over. False at the end. Linear in what
 * is passed. */
bool dbn_xml_tag_next(dbn_xml_tag *out, dbn_span file, uint32_t *at);

/** Is that its local name? */
bool dbn_xml_tag_is(const dbn_xml_tag *tag, const char *name);

/** Where the attribute ` name="…"` stands in a tag, the space included; empty where it
 * does not. */
dbn_range dbn_xml_tag_attribute(dbn_span file, const dbn_xml_tag *tag,
                                const char *name);

/** What the attribute says, between its quotes, as it is written; {NULL, 0} where it is
 * not there. */
dbn_span dbn_xml_tag_value(dbn_span file, const dbn_xml_tag *tag, const char *name);

/** Do two values say the same, however they are written? Linear. */
bool dbn_xml_values_equal(dbn_span a, dbn_span b);

/** Has it an attribute that says `value`, however that is written there? */
bool dbn_xml_tag_has(dbn_span file, const dbn_xml_tag *tag, const char *name,
                     dbn_span value);

/** Is the file in UTF-8, as it declares, or since it declares nothing? */
bool dbn_xml_is_utf8(dbn_span file);

#endif
