/*
 * flow/parts.c - what dbn_part_at() answers. A library or a data package that comes to
 * the project gets a row here, and a probe in the folder that uses it.
 */
#include "flow/parts.h"

#include "base/message.h"
#include "glossary/read.h"
#include "lang/dictionary.h"
#include "lang/yaml.h"
#include "match/rules.h"
#include "read/container.h"
#include "read/http_coding.h"
#include "read/read.h"
#include "sql/sql.h"
#include "translate/http.h"

/** Is it there? Its version, NUL-terminated and cut to `size`, goes to `version`. */
typedef bool (*part_probe)(char *version, size_t size);

typedef struct row {
    const char *name, *purpose, *package;
    bool is_needed;
    part_probe probe;
} row;

static const row rows[] = {
    {"icu", DBN_MESSAGE("character sets, Unicode"), "libicu72", true, dbn_read_icu},
    {"pcre2", DBN_MESSAGE("the patterns of rules"), "libpcre2-8-0", true,
     dbn_match_pcre2},
    {"hunspell", DBN_MESSAGE("the dictionaries of spelling"), "libhunspell-1.7-0", true,
     dbn_lang_hunspell},
    {"libyaml", DBN_MESSAGE("the files of dicts/"), "libyaml-0-2", true,
     dbn_lang_libyaml},
    {"libxml2", DBN_MESSAGE("glossaries in TBX"), "libxml2", true, dbn_glossary_libxml},
    {"simdjson", DBN_MESSAGE("JSON Lines that are read"), "libsimdjson14", true,
     dbn_read_simdjson},
    {"libarchive", DBN_MESSAGE("compressed files, tar, zip, WARC"), "libarchive13",
     true, dbn_read_libarchive},
    {"zlib", DBN_MESSAGE("answers compressed by gzip in web archives"), "zlib1g", true,
     dbn_read_zlib},
    {"brotli", DBN_MESSAGE("answers compressed by brotli in web archives"),
     "libbrotli1", true, dbn_read_brotli},
    {"zstd", DBN_MESSAGE("files compressed by zstd"), "libzstd1", false, dbn_read_zstd},
    {"sqlite", DBN_MESSAGE("archives, translation memories"), "libsqlite3-0", false,
     dbn_sql_sqlite},
    {"libcurl", DBN_MESSAGE("engines of translation behind HTTP"), "libcurl4", false,
     dbn_http_curl},
    {"pcre2-jit", DBN_MESSAGE("rules as machine code, several times faster"),
     "libpcre2-8-0", false, dbn_match_pcre2_jit},
};

bool
dbn_flow_part(uint32_t index, dbn_part *part)
{
    if (index >= sizeof rows / sizeof rows[0])
        return false;
    const row *r = &rows[index];
    *part = (dbn_part){.name = r->name,
                       .purpose = r->purpose,
                       .package = r->package,
                       .is_needed = r->is_needed};
    part->is_on = r->probe(part->version, sizeof part->version);
    return true;
}
