#include "translate/json_pick.h"

#include <cstdlib>
#include <cstring>
#include <new>
#include <simdjson.h>
#include <string_view>

namespace dom = simdjson::dom;

namespace
{

struct picking {
    bool (*take)(void *context, dbn_span text);
    void *context;
};

dbn_json_picked
take(const picking &p, dom::element element)
{
    std::string_view text;
    bool is_wanted = element.get_string().get(text) == simdjson::SUCCESS &&
                     p.take(p.context, dbn_span{text.data(), text.size()});
    return is_wanted ? DBN_JSON_PICKED : DBN_JSON_NONE;
}

// The depth is that of the path, which is one of ours.
dbn_json_picked
walk(const picking &p, dom::element element, std::string_view path)
{
    if (path.empty())
        return take(p, element);
    size_t slash = path.find('/');
    bool is_last = slash == std::string_view::npos;
    std::string_view name = path.substr(0, slash);
    std::string_view rest = is_last ? std::string_view() : path.substr(slash + 1);
    dom::array array;
    dom::object object;
    dom::element member;
    if (name == "*" && element.get_array().get(array) == simdjson::SUCCESS) {
        for (dom::element each : array) {
            dbn_json_picked picked = walk(p, each, rest);
            if (picked != DBN_JSON_PICKED)
                return picked;
        }
        return DBN_JSON_PICKED;
    }
    if (name == "0" && element.get_array().get(array) == simdjson::SUCCESS)
        return array.at(0).get(member) == simdjson::SUCCESS ? walk(p, member, rest)
                                                            : DBN_JSON_NONE;
    if (element.get_object().get(object) == simdjson::SUCCESS &&
        object.at_key(name).get(member) == simdjson::SUCCESS)
        return walk(p, member, rest);
    return DBN_JSON_NONE;
}

} // namespace

dbn_json_picked
dbn_json_pick(const char *path, dbn_span json,
              bool (*take)(void *context, dbn_span text), void *context)
{
    auto *padded =
        static_cast<char *>(std::malloc(json.len + simdjson::SIMDJSON_PADDING));
    auto *parser = new (std::nothrow) dom::parser;
    dbn_json_picked picked = DBN_JSON_NO_ROOM;
    if (padded != nullptr && parser != nullptr) {
        if (json.len > 0)
            std::memcpy(padded, json.ptr, json.len);
        std::memset(padded + json.len, 0, simdjson::SIMDJSON_PADDING);
        dom::element root;
        simdjson::error_code error = parser->parse(padded, json.len, false).get(root);
        if (error == simdjson::SUCCESS)
            picked = walk(picking{take, context}, root, path);
        else if (error != simdjson::MEMALLOC && error != simdjson::CAPACITY)
            picked = DBN_JSON_INVALID;
    }
    delete parser;
    std::free(padded);
    return picked;
}
