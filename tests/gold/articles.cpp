#include "gold/articles.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <simdjson.h>
#include <string_view>
#include <vector>

namespace
{

char *
copy_of(std::string_view text)
{
    char *copy = static_cast<char *>(std::malloc(text.size() + 1));
    if (copy == nullptr)
        std::abort();
    std::memcpy(copy, text.data(), text.size());
    copy[text.size()] = '\0';
    return copy;
}

void
add_all(std::vector<gold_paragraph> &out, simdjson::dom::element list, bool is_heading)
{
    for (simdjson::dom::element item : simdjson::dom::array(list)) {
        std::string_view text = item;
        if (!text.empty())
            out.push_back({copy_of(text), is_heading});
    }
}

gold_article
read_article(simdjson::dom::element line)
{
    std::vector<gold_paragraph> all;
    gold_article article{};
    article.name = copy_of(std::string_view(line["file"]));
    add_all(all, line["lead"], false);
    article.lead_count = static_cast<uint32_t>(all.size());
    for (simdjson::dom::element section : simdjson::dom::array(line["sections"])) {
        add_all(all, section["headline"], true);
        add_all(all, section["paragraphs"], false);
    }
    article.count = static_cast<uint32_t>(all.size());
    article.paragraphs =
        static_cast<gold_paragraph *>(std::calloc(all.size() + 1, sizeof all[0]));
    if (article.paragraphs == nullptr)
        std::abort();
    for (size_t i = 0; i < all.size(); i++)
        article.paragraphs[i] = all[i];
    return article;
}

} // namespace

extern "C" bool
gold_articles_read(gold_articles *out, const char *path)
{
    try {
        simdjson::dom::parser parser;
        std::vector<gold_article> all;
        for (simdjson::dom::element line : parser.load_many(path))
            all.push_back(read_article(line));
        out->count = static_cast<uint32_t>(all.size());
        out->items =
            static_cast<gold_article *>(std::calloc(all.size() + 1, sizeof all[0]));
        if (out->items == nullptr)
            std::abort();
        for (size_t i = 0; i < all.size(); i++)
            out->items[i] = all[i];
        return true;
    } catch (const std::exception &e) {
        std::fprintf(stderr, "cannot read '%s': %s\n", path, e.what());
        return false;
    }
}

extern "C" void
gold_articles_free(gold_articles *articles)
{
    for (uint32_t i = 0; i < articles->count; i++) {
        gold_article &article = articles->items[i];
        for (uint32_t k = 0; k < article.count; k++)
            std::free(article.paragraphs[k].text);
        std::free(article.paragraphs);
        std::free(article.name);
    }
    std::free(articles->items);
    *articles = {};
}
