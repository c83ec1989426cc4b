#include "spec/examples.h"

#include <string.h>

#define FENCE "````````````````"

static dbn_span
line_at(dbn_span file, size_t at)
{
    const char *end = memchr(file.ptr + at, '\n', file.len - at);
    size_t len = end == NULL ? file.len - at : (size_t)(end - file.ptr) - at + 1;
    return (dbn_span){file.ptr + at, len};
}

static bool
starts(dbn_span text, const char *with)
{
    size_t len = strlen(with);
    return text.len >= len && memcmp(text.ptr, with, len) == 0;
}

/* ---- options ----------------------------------------------------------------- */

static bool
is_word(dbn_span word, const char *name)
{
    return test_span_is(word, test_span(name));
}

/* Bits for the comma-separated names after the equals sign. */
static uint32_t
bits_of(const spec_reader *in, dbn_span list, const char *const *names, uint32_t count)
{
    uint32_t bits = 0;
    while (list.len > 0) {
        size_t len = test_span_find(list, TEXT(","), 0);
        dbn_span name = {list.ptr, len};
        uint32_t i = 0;
        while (i < count && !is_word(name, names[i]))
            i++;
        if (i == count)
            test_die("%s:%u: unknown name '%.*s'", in->path, in->line, SHOW(name));
        bits |= 1U << i;
        len += len < list.len;
        list = (dbn_span){list.ptr + len, list.len - len};
    }
    return bits;
}

static uint32_t
passes_of(const spec_reader *in, dbn_span list)
{
    static const char *const names[] = {"encoding", "unicode", "extraction",
                                        "repetition", "layout"};
    return bits_of(in, list, names, 5);
}

static uint32_t
roles_of(const spec_reader *in, dbn_span list)
{
    const char *names[DBN_ROLE_COUNT];
    for (int role = 0; role < DBN_ROLE_COUNT; role++)
        names[role] = dbn_role_name((dbn_role)role).ptr;
    return bits_of(in, list, names, DBN_ROLE_COUNT);
}

static bool
take_switch(spec_options *options, dbn_span word)
{
    if (is_word(word, "html"))
        options->kind = DBN_INPUT_HTML;
    else if (is_word(word, "spelling"))
        options->spells = true;
    else if (is_word(word, "known-bug"))
        options->known_bug = true;
    else if (is_word(word, "fields"))
        options->shows_fields = true;
    else if (is_word(word, "blocks"))
        options->shows_blocks = true;
    else if (is_word(word, "edits"))
        options->shows_edits = true;
    else if (is_word(word, "text"))
        options->hides_blocks = true;
    else if (is_word(word, "check"))
        options->command = SPEC_CHECK;
    else if (is_word(word, "batch"))
        options->command = SPEC_BATCH;
    else
        return is_word(word, "clean");
    return true;
}

/* The place of `value` among `names`. */
static int
choice_of(const spec_reader *in, dbn_span value, const char *const *names, int count)
{
    for (int i = 0; i < count; i++)
        if (is_word(value, names[i]))
            return i;
    test_die("%s:%u: unknown value '%.*s'", in->path, in->line, SHOW(value));
}

static bool
take_house(spec_options *options, dbn_span value)
{
    size_t colon = test_span_find(value, TEXT(":"), 0);
    if (colon == value.len || options->key_count == SPEC_KEYS_MAX)
        return false;
    options->keys[options->key_count++] = (dbn_house_key){
        {value.ptr, colon}, {value.ptr + colon + 1, value.len - colon - 1}};
    return true;
}

/* What the copy desk, and a batch, may be told. */
static bool
take_desk_value(const spec_reader *in, spec_options *options, dbn_span name,
                dbn_span value)
{
    static const char *const repairs[] = {"none", "safe", "all"};
    static const char *const formats[] = {"text", "markdown"};
    if (is_word(name, "profile"))
        options->profile = value;
    else if (is_word(name, "typography"))
        options->clean.typography = value;
    else if (is_word(name, "enable"))
        options->enabled = value;
    else if (is_word(name, "disable"))
        options->disabled = value;
    else if (is_word(name, "fix"))
        options->repair = (dbn_repair)choice_of(in, value, repairs, 3);
    else if (is_word(name, "format"))
        options->format = choice_of(in, value, formats, 2) == 0 ? DBN_FORMAT_TEXT
                                                                : DBN_FORMAT_MARKDOWN;
    else if (is_word(name, "name"))
        options->name = value;
    else
        return is_word(name, "house") && take_house(options, value);
    return true;
}

static bool
take_value(const spec_reader *in, spec_options *options, dbn_span name, dbn_span value)
{
    static const char *const survivors[] = {"finest",   "first",  "longest",
                                            "earliest", "latest", "cleanest"};
    if (is_word(name, "lang"))
        options->lang = value;
    else if (is_word(name, "charset"))
        options->charset = value;
    else if (is_word(name, "only"))
        options->clean.passes = passes_of(in, value);
    else if (is_word(name, "skip"))
        options->clean.passes = DBN_DO_ALL & ~passes_of(in, value);
    else if (is_word(name, "keep"))
        options->clean.keep = roles_of(in, value);
    else if (is_word(name, "extract"))
        options->clean.keep_all = is_word(value, "none");
    else if (is_word(name, "survivor"))
        options->clean.survivor = (dbn_survivor)choice_of(in, value, survivors, 6);
    else
        return take_desk_value(in, options, name, value);
    return true;
}

static spec_options
options_of(const spec_reader *in, dbn_span words)
{
    spec_options options = {
        .kind = DBN_INPUT_TEXT, .lang = TEXT("fr"), .repair = DBN_REPAIR_SAFE};
    for (size_t at = 0; at < words.len;) {
        size_t end = at;
        while (end < words.len && words.ptr[end] != ' ' && words.ptr[end] != '\n')
            end++;
        dbn_span word = {words.ptr + at, end - at};
        size_t equals = test_span_find(word, TEXT("="), 0);
        bool is_known = word.len == 0;
        if (equals < word.len)
            is_known =
                take_value(in, &options, (dbn_span){word.ptr, equals},
                           (dbn_span){word.ptr + equals + 1, word.len - equals - 1});
        else if (word.len > 0)
            is_known = take_switch(&options, word);
        if (!is_known)
            test_die("%s:%u: unknown option '%.*s'", in->path, in->line, SHOW(word));
        at = end + 1;
    }
    return options;
}

/* ---- examples ---------------------------------------------------------------- */

/* The lines up to the one that is `end`, which is passed over. */
static dbn_span
part_until(spec_reader *in, const char *end)
{
    size_t beg = in->at;
    while (in->at < in->file.len) {
        dbn_span line = line_at(in->file, in->at);
        size_t line_beg = in->at;
        in->at += line.len;
        in->line++;
        if (is_word(line, end))
            return (dbn_span){in->file.ptr + beg, line_beg - beg};
    }
    test_die("%s: an example does not end", in->path);
}

bool
spec_next(spec_reader *in, spec_example *example)
{
    while (in->at < in->file.len) {
        dbn_span line = line_at(in->file, in->at);
        in->at += line.len;
        in->line++;
        if (!starts(line, FENCE " example "))
            continue;
        size_t info = strlen(FENCE " example ");
        *example = (spec_example){.number = ++in->number, .line = in->line};
        example->options = options_of(in, (dbn_span){line.ptr + info, line.len - info});
        example->input = part_until(in, ".\n");
        example->output = part_until(in, ".\n");
        example->trace = part_until(in, FENCE "\n");
        return true;
    }
    return false;
}

/* ---- stand-ins --------------------------------------------------------------- */

#define OPEN_BOX       "\xE2\x90\xA3" /* ␣ */
#define SHOULDERED_BOX "\xE2\x8D\xBD" /* ⍽ */
#define ARROW          "\xE2\x86\x92" /* → */

static void
add_code_point(test_bytes *out, uint32_t code)
{
    char bytes[4];
    size_t len = 0;
    if (code < 0x80) {
        bytes[len++] = (char)code;
    } else if (code < 0x800) {
        bytes[len++] = (char)(0xC0 | code >> 6);
    } else if (code < 0x10000) {
        bytes[len++] = (char)(0xE0 | code >> 12);
        bytes[len++] = (char)(0x80 | (code >> 6 & 0x3F));
    } else {
        bytes[len++] = (char)(0xF0 | code >> 18);
        bytes[len++] = (char)(0x80 | (code >> 12 & 0x3F));
        bytes[len++] = (char)(0x80 | (code >> 6 & 0x3F));
    }
    if (code >= 0x80)
        bytes[len++] = (char)(0x80 | (code & 0x3F));
    test_bytes_add(out, (dbn_span){bytes, len});
}

/* "\u{200B}" a character, "\x{92}" a byte; 0 when `text` begins with neither. */
static size_t
add_escape(test_bytes *out, dbn_span text)
{
    if (text.len < 5 || text.ptr[0] != '\\' || text.ptr[2] != '{' ||
        (text.ptr[1] != 'u' && text.ptr[1] != 'x'))
        return 0;
    uint32_t value = 0;
    size_t at = 3;
    for (; at < text.len && at < 9 && text.ptr[at] != '}'; at++) {
        const char *digits = "0123456789ABCDEF";
        const char *digit = memchr(digits, text.ptr[at], 16);
        if (digit == NULL)
            return 0;
        value = value * 16 + (uint32_t)(digit - digits);
    }
    if (at == text.len || text.ptr[at] != '}')
        return 0;
    char byte = (char)value;
    if (text.ptr[1] == 'x')
        test_bytes_add(out, (dbn_span){&byte, 1});
    else
        add_code_point(out, value);
    return at + 1;
}

void
spec_decode(test_bytes *out, dbn_span part)
{
    if (part.len > 0)
        part.len--; /* the line end in front of the next dot */
    for (size_t at = 0; at < part.len;) {
        dbn_span rest = {part.ptr + at, part.len - at};
        size_t len = add_escape(out, rest);
        if (len > 0) {
            at += len;
        } else if (starts(rest, OPEN_BOX)) {
            test_bytes_add(out, TEXT("\xC2\xA0"));
            at += 3;
        } else if (starts(rest, SHOULDERED_BOX)) {
            test_bytes_add(out, TEXT("\xE2\x80\xAF"));
            at += 3;
        } else if (starts(rest, ARROW)) {
            test_bytes_add(out, TEXT("\t"));
            at += 3;
        } else {
            test_bytes_add(out, (dbn_span){rest.ptr, 1});
            at++;
        }
    }
}

/* Length of the well-formed character that `text` begins with, and its number; 0
 * where there is none. Shortest forms are not asked for: the library gives them. */
static size_t
character_at(dbn_span text, uint32_t *code)
{
    unsigned char lead = (unsigned char)text.ptr[0];
    size_t len = lead < 0x80   ? 1
                 : lead < 0xC2 ? 0
                 : lead < 0xE0 ? 2
                 : lead < 0xF0 ? 3
                 : lead < 0xF5 ? 4
                               : 0;
    if (len == 0 || len > text.len)
        return 0;
    *code = len == 1 ? lead : lead & (0x7FU >> len);
    for (size_t i = 1; i < len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if ((c & 0xC0) != 0x80)
            return 0;
        *code = *code << 6 | (c & 0x3FU);
    }
    return len;
}

/* Nobody sees it, or takes it for something else. */
static bool
is_shown_by_number(uint32_t code)
{
    return (code < 0x20 && code != '\n') || (code >= 0x7F && code < 0xA0) ||
           code == 0xAD || (code >= 0x300 && code < 0x370) || code == 0x180E ||
           (code >= 0x2000 && code < 0x2010) || (code >= 0x2028 && code < 0x2030) ||
           (code >= 0x205F && code < 0x2070) || code == 0xFEFF || code == 0xFFFD;
}

void
spec_encode(test_bytes *out, dbn_span bytes)
{
    for (size_t at = 0; at < bytes.len;) {
        uint32_t code = 0;
        size_t len = character_at((dbn_span){bytes.ptr + at, bytes.len - at}, &code);
        if (len == 0)
            test_bytes_format(out, "\\x{%02X}", (unsigned)(unsigned char)bytes.ptr[at]);
        else if (code == 0xA0)
            test_bytes_add(out, TEXT(OPEN_BOX));
        else if (code == 0x202F)
            test_bytes_add(out, TEXT(SHOULDERED_BOX));
        else if (code == '\t')
            test_bytes_add(out, TEXT(ARROW));
        else if (is_shown_by_number(code))
            test_bytes_format(out, "\\u{%04X}", (unsigned)code);
        else
            test_bytes_add(out, (dbn_span){bytes.ptr + at, len});
        at += len == 0 ? 1 : len;
    }
    test_bytes_add(out, TEXT("\n"));
}
