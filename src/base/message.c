/*
 * base/message.c - the catalogue, and finding the format a message was made with.
 *
 * A format is a row of literal pieces with placeholders between them. It fits a message
 * when the pieces stand there in this order, each taken where it first appears, the
 * last one at the end: linear in the message for each format. Numbers stand for digits
 * only. Of those that fit, the one with most literal bytes is what it was made with.
 */
#include "base/message.h"

#include "base/utf8.h"

/* Placeholders of one format. */
#define PLACES_MAX 8

/* A message may end with another one ("cannot read 'x': no such file"), and that with
 * a third. */
#define NESTING_MAX 3

typedef struct message {
    const char *texts[DBN_UI_COUNT];
} message;

static const message messages[] = {
#define MESSAGE(english, french) {{english, french}},
#include "base/messages.def"
#undef MESSAGE
};
enum { MESSAGE_COUNT = sizeof messages / sizeof messages[0] };

const char *
dbn_message(dbn_ui ui, const char *english)
{
    for (int i = 0; ui != DBN_UI_EN && i < MESSAGE_COUNT; i++)
        if (strcmp(messages[i].texts[DBN_UI_EN], english) == 0)
            return messages[i].texts[ui];
    return english;
}

dbn_span
dbn_message_name(dbn_ui ui, dbn_span english)
{
    for (int i = 0; ui != DBN_UI_EN && i < MESSAGE_COUNT; i++)
        if (dbn_span_equal(dbn_span_of(messages[i].texts[DBN_UI_EN]), english))
            return dbn_span_of(messages[i].texts[ui]);
    return english;
}

const char *
dbn_message_for(dbn_ui ui, uint64_t n, const char *one, const char *many)
{
    bool is_one = ui == DBN_UI_FR ? n < 2 : n == 1;
    return is_one ? one : many;
}

/* ---- formats ------------------------------------------------------------------ */

/* A literal piece of a format, and the placeholder behind it. */
typedef struct piece {
    dbn_span literal;
    char conversion; /* 'd' for numbers, 'x', 's'; '%' for a literal sign; 0 at the end
                      */
} piece;

/* The piece at `*at`, which moves behind it. */
static piece
next_piece(const char **at)
{
    const char *beg = *at;
    size_t len = strcspn(beg, "%");
    piece p = {{beg, len}, '\0'};
    *at = beg + len;
    if (**at == '\0')
        return p;
    *at += 1 + strspn(*at + 1, "0123456789.*hlzjt");
    p.conversion = **at;
    *at += **at != '\0';
    if (p.conversion == 'u' || p.conversion == 'i')
        p.conversion = 'd';
    else if (p.conversion == 'X')
        p.conversion = 'x';
    return p;
}

static size_t
literal_bytes(const char *format)
{
    size_t bytes = 0;
    for (piece p = next_piece(&format); p.literal.len > 0 || p.conversion != '\0';
         p = next_piece(&format))
        bytes += p.literal.len;
    return bytes;
}

/* ---- fitting ------------------------------------------------------------------ */

typedef struct places {
    dbn_span items[PLACES_MAX]; /* of the message */
    int count;
} places;

/* Where `needle` first stands in `text`, or text.len. */
static size_t
find(dbn_span text, dbn_span needle)
{
    for (size_t at = 0; at + needle.len <= text.len; at++)
        if (memcmp(text.ptr + at, needle.ptr, needle.len) == 0)
            return at;
    return text.len;
}

static size_t
digits_at(dbn_span text, char conversion)
{
    static const char digits[] = "0123456789ABCDEFabcdef";
    size_t kinds = conversion == 'd' ? 10 : sizeof digits - 1, len = 0;
    while (len < text.len && memchr(digits, text.ptr[len], kinds) != NULL)
        len++;
    return len;
}

/* Does `format` fit? What its placeholders stand for goes to *out. */
static bool
fits(places *out, const char *format, dbn_span text)
{
    *out = (places){0};
    piece p = next_piece(&format);
    if (!dbn_span_starts(text, p.literal))
        return false;
    while (p.conversion != '\0') {
        text.ptr += p.literal.len;
        text.len -= p.literal.len;
        piece next = next_piece(&format);
        size_t len = 0;
        if (p.conversion == '%')
            len = text.len > 0 && text.ptr[0] == '%' ? 1 : text.len + 1;
        else if (p.conversion != 's')
            len = digits_at(text, p.conversion);
        else if (next.conversion != '\0')
            len = find(text, next.literal);
        else
            len = text.len >= next.literal.len ? text.len - next.literal.len : 0;
        if (len > text.len || out->count == PLACES_MAX)
            return false;
        dbn_span place = {text.ptr, len};
        text.ptr += len;
        text.len -= len;
        if (!dbn_span_starts(text, next.literal))
            return false;
        if (p.conversion != '%')
            out->items[out->count++] = place;
        p = next;
    }
    return text.len == p.literal.len;
}

static const message *
best_fit(places *out, dbn_span text)
{
    const message *best = NULL;
    size_t most = 0;
    for (int i = 0; i < MESSAGE_COUNT; i++) {
        places found;
        const char *english = messages[i].texts[DBN_UI_EN];
        size_t literal = literal_bytes(english);
        if (literal > most && fits(&found, english, text)) {
            best = &messages[i];
            most = literal;
            *out = found;
        }
    }
    return best;
}

/* ---- writing ------------------------------------------------------------------ */

typedef struct room {
    char *ptr;
    size_t len, size; /* size - 1 bytes at most, and a NUL */
} room;

static void
put(room *out, dbn_span text)
{
    size_t left = out->size - 1 - out->len;
    if (text.len > left) {
        text.len = left;
        while (text.len > 0 && dbn_utf8_is_continuation(text.ptr[text.len]))
            text.len--;
    }
    if (text.len > 0)
        memcpy(out->ptr + out->len, text.ptr, text.len);
    out->len += text.len;
}

/* The last `: %s` of a message is a message again, `*rest`; false when there is none
 * and all is written. */
static bool
put_translated(room *out, dbn_ui ui, dbn_span text, dbn_span *rest)
{
    places found = {0};
    const message *fit = best_fit(&found, text);
    if (fit == NULL) {
        put(out, text);
        return false;
    }
    const char *english = fit->texts[DBN_UI_EN], *format = fit->texts[ui];
    bool is_nested = dbn_span_ends(dbn_span_of(english), DBN_SPAN(": %s"));
    int place = 0;
    for (piece p = next_piece(&format); p.literal.len > 0 || p.conversion != '\0';
         p = next_piece(&format)) {
        put(out, p.literal);
        if (p.conversion == '%') {
            put(out, DBN_SPAN("%"));
        } else if (p.conversion != '\0' && place < found.count) {
            *rest = found.items[place++];
            if (is_nested && place == found.count)
                return true;
            put(out, *rest);
        }
    }
    return false;
}

void
dbn_message_translate(dbn_ui ui, char *out, size_t size, const char *message_text)
{
    room r = {out, 0, size};
    dbn_span rest = dbn_span_of(message_text);
    bool goes_on = ui != DBN_UI_EN;
    if (!goes_on)
        put(&r, rest);
    for (int level = 0; goes_on; level++) {
        if (level == NESTING_MAX) {
            put(&r, rest);
            break;
        }
        goes_on = put_translated(&r, ui, rest, &rest);
    }
    out[r.len] = '\0';
}
