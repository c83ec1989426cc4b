/*
 * text/xml_guard.h - how many attributes an element of XML has, before its parser asks.
 *
 * libxml2 holds each attribute of an element against all before it: a hundred thousand
 * of them take seconds, a million minutes. A file is looked at first, in as many pieces
 * as it comes in, in UTF-16 and UTF-32 as well as in what ASCII is part of.
 */
#ifndef DBN_TEXT_XML_GUARD_H
#define DBN_TEXT_XML_GUARD_H

#include "base/span.h"

/** No element has more attributes. Text that stands in CDATA or in a comment is looked
 * at, too: it is refused where "<" and this many strings in quotes stand before the
 * next "<" or ">". */
#define DBN_XML_ATTRIBUTES_MAX 4096U

/** Zero: nothing was looked at. */
typedef struct dbn_xml_guard {
    enum { DBN_XML_IN_TEXT, DBN_XML_IN_OPENING, DBN_XML_IN_TAG } state;
    char quote;        /* of the value under way; 0: none is */
    uint8_t width, at; /* bytes of a character, and those of it that were seen */
    bool is_little;    /* its first is the lowest */
    uint32_t code;     /* of the character under way */
    uint32_t count;    /* attributes of the tag under way */
    uint32_t lines;    /* of the piece, before where it was refused */
    const char *why;   /* it was refused, for a message */
} dbn_xml_guard;

/** The next bytes, of the first as many as four where the file has them; false where an
 * element has too many attributes, or the file is in EBCDIC, of which nothing can be
 * said. Linear. */
bool dbn_xml_guard_pass(dbn_xml_guard *guard, dbn_span bytes);

#endif
