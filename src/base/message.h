/*
 * base/message.h - what people read, in their language.
 *
 * The library speaks English: a message is known by its English text, which for a
 * printf format is the format. messages.def has them all, with their translations;
 * tests/unit/message.c fails when one is missing, or when its placeholders differ.
 *
 * Errors are made deep down, where nobody knows who will read them, and go into JSON
 * as well, so they stay English until somebody shows them to people: then
 * dbn_message_translate() finds the format that a text was made with.
 */
#ifndef DBN_BASE_MESSAGE_H
#define DBN_BASE_MESSAGE_H

#include "base/span.h"

/** Marks a text for the catalogue where no printf format shows that it belongs there.
 */
#define DBN_MESSAGE(text) text

/** The translation of a text or format of the catalogue; `english` itself where there
 * is none. Linear in the catalogue. */
const char *dbn_message(dbn_ui ui, const char *english) __attribute__((format_arg(2)));

/** The same for a name that is a span: a role, a kind. */
dbn_span dbn_message_name(dbn_ui ui, dbn_span english);

/** The one of two formats that a language wants with `n`: English says "0 copies",
 * French "0 copie". Still English. */
const char *dbn_message_for(dbn_ui ui, uint64_t n, const char *one, const char *many)
    __attribute__((format_arg(3), format_arg(4)));

/**
 * Write the translation of a finished message to `out`, NUL-terminated and cut to
 * `size` at a code point; the message itself where no format fits. The format with most
 * letters of its own wins; what a last `: %s` stands for is translated as well.
 */
void dbn_message_translate(dbn_ui ui, char *out, size_t size, const char *message);

#endif
