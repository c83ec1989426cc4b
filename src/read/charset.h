/*
 * read/charset.h - bytes to UTF-8 and back.
 *
 *     byte order mark → valid UTF-8 → declared label → letter statistics
 *
 * Decoding never loses a byte: what does not encode back to its own bytes is an edit
 * of the decoded view, so that text and edits give the source again.
 */
#ifndef DBN_READ_CHARSET_H
#define DBN_READ_CHARSET_H

#include "base/vec.h"
#include "lang/letters.h"
#include "text/view.h"

typedef enum dbn_charset {
#define CHARSET(identifier, name, how, converter) DBN_CHARSET_##identifier,
#include "read/charsets.def"
#undef CHARSET
    DBN_CHARSET_COUNT /* none */
} dbn_charset;

/** The charset of a label, by the table of the Encoding Standard ("latin1" is
 * windows-1252); DBN_CHARSET_COUNT for an unknown one. */
dbn_charset dbn_charset_of_label(dbn_span label);

/** Its name in the Encoding Standard, lower case; "" for DBN_CHARSET_COUNT. */
dbn_span dbn_charset_name(dbn_charset charset);

/** What is known of a document's charset before its bytes are looked at. */
typedef struct dbn_charset_input {
    dbn_span label;                  /* from a protocol or an option; may be empty */
    bool is_utf8;                    /* known to be valid UTF-8 */
    bool is_html;                    /* may declare its charset itself */
    const dbn_letter_stats *letters; /* to guess by; NULL: windows-1252 is the guess */
} dbn_charset_input;

/**
 * The charset that a page declares in its first 16 KiB, in an XML declaration or
 * a meta element, by the prescan of the HTML standard; DBN_CHARSET_COUNT for none.
 */
dbn_charset dbn_charset_declared(dbn_span page);

/**
 * Decode `source`. Valid UTF-8 shares its bytes. A document that is nearly valid
 * UTF-8 stays UTF-8: its stray bytes are read as windows-1252, its broken sequences
 * are U+FFFD. Linear. Fails with DBN_ERR_SYNTAX and the offset of the first offending
 * byte where the source is no text at all, or UTF-32, DBN_ERR_NOMEM, DBN_ERR_LIMIT.
 */
dbn_status dbn_charset_decode(const dbn_view **out, dbn_charset *charset,
                              const dbn_view *source, const dbn_charset_input *in,
                              dbn_job *job) DBN_CHECKED;

/**
 * Append `text` (UTF-8: what stood between two edits of a decoded view) to `out`, in
 * `charset`, byte for byte as it was decoded. Fails with DBN_ERR_SYNTAX for a
 * character that the charset lacks, DBN_ERR_NOMEM.
 */
dbn_status dbn_charset_encode(dbn_buffer *out, dbn_arena *arena, dbn_charset charset,
                              dbn_span text, dbn_error *err) DBN_CHECKED;

#endif
