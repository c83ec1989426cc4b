#include "read/json_parse.h"

#include <cstdlib>
#include <cstring>
#include <new>
#include <simdjson.h>

namespace dom = simdjson::dom;

#define TEXT_OF(tokens)  TEXT_OF_(tokens)
#define TEXT_OF_(tokens) #tokens

// Texts up to this size find the memory of the one before; a parser holds several
// times its text.
static const size_t KEPT_BYTES = size_t{1} << 20;

struct dbn_json_parser {
    dom::parser parser;
    char *copy = nullptr; // with the padding that simdjson reads past the end
    size_t cap = 0;
    dom::object object;
    dom::object::iterator next;
};

dbn_json_parser *
dbn_json_parser_new(void)
{
    return new (std::nothrow) dbn_json_parser;
}

void
dbn_json_parser_free(dbn_json_parser *parser)
{
    if (parser != nullptr)
        std::free(parser->copy);
    delete parser;
}

static bool
copy_padded(dbn_json_parser *p, dbn_span text)
{
    size_t needed = text.len + simdjson::SIMDJSON_PADDING;
    if (needed > p->cap) {
        // Half as much again, so that lines of growing length do not copy each time.
        size_t cap = needed + needed / 2;
        char *grown = static_cast<char *>(std::realloc(p->copy, cap));
        if (grown == nullptr)
            return false;
        p->copy = grown;
        p->cap = cap;
    }
    if (text.len > 0)
        std::memcpy(p->copy, text.ptr, text.len);
    std::memset(p->copy + text.len, 0, simdjson::SIMDJSON_PADDING);
    return true;
}

// The unit of the escape "\uXXXX" at `at`, or a value past all units.
static unsigned
escaped_unit(const char *text, size_t len, size_t at)
{
    const unsigned none = 0x10000;
    if (len - at < 6 || text[at] != '\\' || text[at + 1] != 'u')
        return none;
    unsigned unit = 0;
    for (size_t i = at + 2; i < at + 6; i++) {
        char c = text[i];
        bool is_digit = c >= '0' && c <= '9';
        bool is_letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'f';
        if (!is_digit && !is_letter)
            return none;
        unsigned digit =
            static_cast<unsigned>(is_digit ? c - '0' : (c | 0x20) - 'a' + 10);
        unit = unit << 4 | digit;
    }
    return unit;
}

// Turn each half of a surrogate pair that stands alone into U+FFFD, in place: the
// escape keeps its length. True if there was one.
static bool
mend_surrogates(char *text, size_t len)
{
    bool found = false;
    for (size_t at = 0; at < len; at++) {
        if (text[at] != '\\')
            continue;
        unsigned unit = escaped_unit(text, len, at);
        bool is_high = unit >= 0xD800 && unit < 0xDC00;
        bool is_low = unit >= 0xDC00 && unit < 0xE000;
        unsigned after = is_high ? escaped_unit(text, len, at + 6) : 0;
        if (is_high && after >= 0xDC00 && after < 0xE000) {
            at += 11;
        } else if (is_high || is_low) {
            std::memcpy(text + at + 2, "FFFD", 4);
            found = true;
            at += 5;
        } else {
            at++; // whatever is escaped, a backslash too
        }
    }
    return found;
}

static size_t
digits_end(const char *text, size_t len, size_t at)
{
    while (at < len && text[at] >= '0' && text[at] <= '9')
        at++;
    return at;
}

// The end of the number of RFC 8259 at `at`; `at` where there is none.
static size_t
number_end(const char *text, size_t len, size_t at)
{
    size_t beg = at + (at < len && text[at] == '-');
    size_t end = digits_end(text, len, beg);
    if (end == beg || (text[beg] == '0' && end > beg + 1))
        return at;
    if (end < len && text[end] == '.') {
        size_t point = end + 1;
        end = digits_end(text, len, point);
        if (end == point)
            return at;
    }
    if (end < len && (text[end] | 0x20) == 'e') {
        size_t sign = end + 1;
        sign += sign < len && (text[sign] == '+' || text[sign] == '-');
        end = digits_end(text, len, sign);
        if (end == sign)
            return at;
    }
    return end;
}

// Nobody asks for the values of numbers, and JSON bounds none: those that no machine
// word holds become 0, in place, with spaces behind it. True if there was a number.
static bool
mend_numbers(char *text, size_t len)
{
    bool found = false, in_string = false;
    for (size_t at = 0; at < len; at++) {
        if (text[at] == '"')
            in_string = !in_string;
        else if (text[at] == '\\')
            at++;
        if (in_string || (text[at] != '-' && (text[at] < '0' || text[at] > '9')))
            continue;
        size_t end = number_end(text, len, at);
        if (end == at) { // no number: its digits are none either
            at = digits_end(text, len, at + 1) - 1;
            continue;
        }
        std::memset(text + at, ' ', end - at);
        text[at] = '0';
        at = end - 1;
        found = true;
    }
    return found;
}

dbn_json_result
dbn_json_parse(dbn_json_parser *p, dbn_span text)
{
    if (!copy_padded(p, text))
        return DBN_JSON_NO_MEMORY;
    dom::element root;
    simdjson::error_code error = p->parser.parse(p->copy, text.len, false).get(root);
    if (error == simdjson::STRING_ERROR && mend_surrogates(p->copy, text.len))
        error = p->parser.parse(p->copy, text.len, false).get(root);
    if (error == simdjson::NUMBER_ERROR && mend_numbers(p->copy, text.len))
        error = p->parser.parse(p->copy, text.len, false).get(root);
    if (error == simdjson::DEPTH_ERROR)
        return DBN_JSON_TOO_DEEP;
    if (error == simdjson::MEMALLOC || error == simdjson::CAPACITY)
        return DBN_JSON_NO_MEMORY;
    if (error != simdjson::SUCCESS)
        return DBN_JSON_BROKEN;
    if (root.get_object().get(p->object) != simdjson::SUCCESS)
        return DBN_JSON_OTHER;
    p->next = p->object.begin();
    return DBN_JSON_OBJECT;
}

bool
dbn_json_next(dbn_json_parser *p, dbn_span *name, dbn_span *value, bool *is_number)
{
    if (p->next == p->object.end())
        return false;
    std::string_view key = p->next.key();
    dom::element element = p->next.value();
    std::string_view string;
    *name = dbn_span{key.data(), key.size()};
    *value = dbn_span{nullptr, 0};
    *is_number = element.is_number();
    if (element.get_string().get(string) == simdjson::SUCCESS)
        *value = dbn_span{string.data(), string.size()};
    ++p->next;
    return true;
}

const char *
dbn_json_version(void)
{
    return TEXT_OF(SIMDJSON_VERSION);
}

void
dbn_json_trim(dbn_json_parser *p)
{
    if (p->cap <= KEPT_BYTES)
        return;
    p->parser = dom::parser();
    std::free(p->copy);
    p->copy = nullptr;
    p->cap = 0;
}
