/*
 * read/charset.c - which charset a document is in.
 *
 * Bytes say more than labels: a byte order mark decides; text that is valid UTF-8, or
 * nearly, is UTF-8 whatever its label, because no other charset writes words that
 * happen to be. Only then the label counts, and where there is none, in which charset
 * the bytes are words.
 */
#include "read/charset.h"

#include "base/utf8.h"
#include "read/decode.h"
#include "read/guess.h"

typedef struct label_row {
    dbn_charset charset;
    const char *label;
} label_row;

static const label_row labels[] = {
#define LABEL(charset, label) {DBN_CHARSET_##charset, label},
#include "read/charset_labels.inc"
#undef LABEL
};

/* Longer than any label. */
#define LABEL_MAX 32

dbn_charset
dbn_charset_of_label(dbn_span label)
{
    char lower[LABEL_MAX];
    label = dbn_span_trim(label);
    if (label.len == 0 || label.len >= LABEL_MAX)
        return DBN_CHARSET_COUNT;
    for (size_t i = 0; i < label.len; i++)
        lower[i] = dbn_ascii_lower(label.ptr[i]);
    size_t beg = 0, end = sizeof labels / sizeof labels[0];
    while (beg < end) {
        size_t middle = beg + (end - beg) / 2;
        int order = strncmp(labels[middle].label, lower, label.len);
        if (order == 0)
            order = labels[middle].label[label.len] == '\0' ? 0 : 1;
        if (order == 0)
            return labels[middle].charset;
        if (order < 0)
            beg = middle + 1;
        else
            end = middle;
    }
    return DBN_CHARSET_COUNT;
}

dbn_span
dbn_charset_name(dbn_charset charset)
{
    static const dbn_span names[] = {
#define CHARSET(identifier, name, how, converter) {name, sizeof(name) - 1},
#include "read/charsets.def"
#undef CHARSET
    };
    return charset < DBN_CHARSET_COUNT ? names[charset] : DBN_SPAN("");
}

/* Files that are no text, by how they start. */
static const struct signature {
    dbn_span bytes;
    const char *what;
} signatures[] = {
    {{"%PDF-", 5}, "a PDF file"},
    {{"\x89PNG\r\n\x1A\n", 8}, "a PNG image"},
    {{"\xFF\xD8\xFF", 3}, "a JPEG image"},
    {{"GIF8", 4}, "a GIF image"},
    {{"PK\x03\x04", 4}, "a zip archive"},
    {{"\x1F\x8B\x08", 3}, "gzip data"},
    {{"\x28\xB5\x2F\xFD", 4}, "Zstandard data"},
    {{"\x7F"
      "ELF",
      4},
     "a program"},
};

/* Text has stray control bytes now and then; compressed or compiled data has one in
 * ten. The first 64 KiB are enough to tell. */
#define BINARY_SAMPLE   65536U
#define BINARY_AT_LEAST 8U
#define BINARY_SHARE    32U

static bool
is_binary_byte(unsigned char byte)
{
    return byte < 0x20 && !(byte >= '\t' && byte <= '\r') && byte != 0x1B;
}

/* Is one of eight bytes a control, line ends included? Subtracting 0x20 borrows from
 * the high bit of those only. */
static bool
has_control(const char *p)
{
    uint64_t eight;
    memcpy(&eight, p, sizeof eight);
    return ((eight - UINT64_C(0x2020202020202020)) & ~eight &
            UINT64_C(0x8080808080808080)) != 0;
}

static dbn_status
refuse_binary(dbn_span bytes, dbn_error *err)
{
    for (size_t i = 0; i < sizeof signatures / sizeof signatures[0]; i++)
        if (dbn_span_starts(bytes, signatures[i].bytes))
            return dbn_fail_at(err, DBN_ERR_SYNTAX, 0, "not a text: %s",
                               signatures[i].what);
    size_t sample = bytes.len < BINARY_SAMPLE ? bytes.len : BINARY_SAMPLE;
    size_t count = 0, first = 0;
    for (size_t at = 0; at < sample;) {
        if (sample - at >= 8 && !has_control(bytes.ptr + at)) {
            at += 8;
            continue;
        }
        if (is_binary_byte((unsigned char)bytes.ptr[at]) && count++ == 0)
            first = at;
        at++;
    }
    if (count < BINARY_AT_LEAST || count < sample / BINARY_SHARE)
        return DBN_OK;
    return dbn_fail_at(err, DBN_ERR_SYNTAX, first,
                       "not a text: %zu control bytes among the first %zu", count,
                       sample);
}

/* How much of a text is UTF-8. */
typedef struct utf8_census {
    size_t sequences; /* well-formed ones of more than a byte */
    size_t faults;
} utf8_census;

static utf8_census
take_census(dbn_span text)
{
    utf8_census census = {0};
    for (size_t at = 0; at < text.len;) {
        size_t bad = dbn_utf8_invalid_at(text, at);
        for (; at < bad; at++)
            census.sequences += (unsigned char)text.ptr[at] >= 0xC0;
        if (bad == text.len)
            break;
        census.faults++;
        at = bad + dbn_utf8_subpart_len(text, bad);
    }
    return census;
}

/* Letters of windows-1252 next to each other look like UTF-8 less than once in a
 * hundred accents, so that twice as many sequences as faults are UTF-8 for certain. */
#define SEQUENCES_PER_FAULT 2

static bool
is_nearly_utf8(dbn_span text, dbn_charset declared)
{
    utf8_census census = take_census(text);
    if (declared == DBN_CHARSET_UTF_8)
        return census.sequences > 0;
    return census.sequences >= SEQUENCES_PER_FAULT * census.faults;
}

static bool
is_utf16(dbn_charset charset)
{
    return charset == DBN_CHARSET_UTF_16LE || charset == DBN_CHARSET_UTF_16BE;
}

static dbn_charset
charset_of_mark(dbn_span bytes)
{
    if (dbn_span_starts(bytes, DBN_SPAN("\xEF\xBB\xBF")))
        return DBN_CHARSET_UTF_8;
    if (dbn_span_starts(bytes, DBN_SPAN("\xFF\xFE")))
        return DBN_CHARSET_UTF_16LE;
    if (dbn_span_starts(bytes, DBN_SPAN("\xFE\xFF")))
        return DBN_CHARSET_UTF_16BE;
    return DBN_CHARSET_COUNT;
}

/* No page may be in UTF-32, and its mark starts with one of UTF-16. */
static dbn_status
refuse_utf32(dbn_span bytes, dbn_error *err)
{
    if (!dbn_span_starts(bytes, (dbn_span){"\xFF\xFE\0\0", 4}) &&
        !dbn_span_starts(bytes, (dbn_span){"\0\0\xFE\xFF", 4}))
        return DBN_OK;
    return dbn_fail_at(err, DBN_ERR_SYNTAX, 0,
                       "the document is in UTF-32, which is not read: convert it to "
                       "UTF-8");
}

/* A charset whose texts are ASCII bytes, which UTF-8 would not notice. */
static bool
is_shifted(dbn_charset charset, dbn_span bytes)
{
    return charset == DBN_CHARSET_ISO_2022_JP && bytes.len > 0 &&
           memchr(bytes.ptr, 0x1B, bytes.len) != NULL;
}

/* The charset of bytes without a mark of UTF-16; a label that the bytes belie says
 * nothing. */
static dbn_charset
choose(dbn_span bytes, dbn_charset marked, dbn_charset declared, bool is_valid,
       const dbn_letter_stats *letters)
{
    if (is_valid)
        return is_shifted(declared, bytes) ? declared : DBN_CHARSET_UTF_8;
    if (marked == DBN_CHARSET_UTF_8 || is_nearly_utf8(bytes, declared))
        return DBN_CHARSET_UTF_8;
    bool says_nothing = declared == DBN_CHARSET_COUNT || declared == DBN_CHARSET_UTF_8;
    return says_nothing ? dbn_guess_single_byte(bytes, letters) : declared;
}

dbn_status
dbn_charset_decode(const dbn_view **out, dbn_charset *charset, const dbn_view *source,
                   const dbn_charset_input *in, dbn_job *job)
{
    dbn_span bytes = source->text;
    *charset = DBN_CHARSET_UTF_8;
    if (in->is_utf8)
        return dbn_decode(out, source, DBN_CHARSET_UTF_8, true, job);
    DBN_TRY(refuse_utf32(bytes, &job->err));
    dbn_charset marked = charset_of_mark(bytes);
    dbn_charset declared = dbn_charset_of_label(in->label);
    if (marked == DBN_CHARSET_COUNT && is_utf16(declared))
        marked = declared;
    if (marked == DBN_CHARSET_COUNT)
        marked = dbn_guess_utf16(bytes);
    if (is_utf16(marked)) {
        *charset = marked;
        return dbn_decode(out, source, marked, false, job);
    }
    DBN_TRY(refuse_binary(bytes, &job->err));
    if (declared == DBN_CHARSET_COUNT && in->is_html)
        declared = dbn_charset_declared(bytes);
    bool is_valid = dbn_utf8_invalid_at(bytes, 0) == bytes.len;
    *charset = choose(bytes, marked, declared, is_valid, in->letters);
    return dbn_decode(out, source, *charset, is_valid, job);
}
