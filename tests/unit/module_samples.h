/*
 * tests/unit/module_samples.h - files of XLIFF 2 with modules, and the rules that they
 * break; for exchange.c, which says what a sample is.
 */
#ifndef DBN_TESTS_UNIT_MODULE_SAMPLES_H
#define DBN_TESTS_UNIT_MODULE_SAMPLES_H

/* A file whose second half is one unit. */
#define MODULES(of_file, of_unit, segment)                                             \
    "<xliff xmlns='urn:oasis:names:tc:xliff:document:2.0' version='2.1' "              \
    "srcLang='fr' trgLang='nl' "                                                       \
    "xmlns:mtc='urn:oasis:names:tc:xliff:matches:2.0' "                                \
    "xmlns:gls='urn:oasis:names:tc:xliff:glossary:2.0' "                               \
    "xmlns:fs='urn:oasis:names:tc:xliff:fs:2.0' "                                      \
    "xmlns:mda='urn:oasis:names:tc:xliff:metadata:2.0' "                               \
    "xmlns:res='urn:oasis:names:tc:xliff:resourcedata:2.0' "                           \
    "xmlns:slr='urn:oasis:names:tc:xliff:sizerestriction:2.0' "                        \
    "xmlns:val='urn:oasis:names:tc:xliff:validation:2.0' "                             \
    "xmlns:its='http://www.w3.org/2005/11/its' "                                       \
    "xmlns:itsm='urn:oasis:names:tc:xliff:itsm:2.1' "                                  \
    "xmlns:ctr='urn:oasis:names:tc:xliff:changetracking:2.0' "                         \
    "xmlns:pgs='urn:oasis:names:tc:xliff:pgs:1.0' xmlns:own='urn:own'><file "          \
    "id='f'>" of_file "<unit id='u'>" of_unit segment "</unit></file></xliff>"
#define TEXT                                                                           \
    "<segment id='s'><source>Un <mrk id='m' type='term'>pont</mrk></source><target>"   \
    "Een brug</target></segment>"
#define OF_UNIT(content) MODULES("", content, TEXT)
#define OF_FILE(content) MODULES(content, "", TEXT)
#define TARGET(content)                                                                \
    MODULES("", "",                                                                    \
            "<segment id='s'><source>a</source><target>" content                       \
            "</target></segment>")

/* Candidates, glossaries */
#define MATCHES(attributes)                                                            \
    OF_UNIT("<mtc:matches><mtc:match " attributes "><source>a</source><target>b"       \
            "</target></mtc:match></mtc:matches>")
#define ENTRIES(content) OF_UNIT("<gls:glossary>" content "</gls:glossary>")
#define PONT             "<gls:term>pont</gls:term>"

/* Resources, rules, sizes */
#define RESOURCE(attributes, content)                                                  \
    OF_FILE("<res:resourceData><res:resourceItem id='r' " attributes ">" content       \
            "</res:resourceItem></res:resourceData>")
#define RULES(attributes)                                                              \
    OF_UNIT("<val:validation><val:rule " attributes "/></val:validation>")
#define SIZES(profiles, restriction, target)                                           \
    "<xliff xmlns='urn:oasis:names:tc:xliff:document:2.0' version='2.1' "              \
    "srcLang='fr' trgLang='nl' "                                                       \
    "xmlns:slr='urn:oasis:names:tc:xliff:sizerestriction:2.0'><file id='f'>" profiles  \
    "<unit id='u' " restriction "><segment><source>a</source><target>" target          \
    "</target></segment></unit></file></xliff>"
#define POINTS "<slr:profiles generalProfile='xliff:codepoints'/>"
#define UTF16  "<slr:profiles storageProfile='xliff:utf16'/>"

/* ITS: an annotation, its version said; records of a unit */
#define ITS(attributes) TARGET("<mrk id='n' its:version='2.0' " attributes ">b</mrk>")
#define RECORDS(records, attributes)                                                   \
    MODULES("", records,                                                               \
            "<segment id='s'><source>a</source><target>"                               \
            "<mrk id='n' its:version='2.0' " attributes ">b</mrk>"                     \
            "</target></segment>")
#define ISSUES(content)                                                                \
    "<its:locQualityIssues xml:id='q' version='2.0'>" content "</"                     \
    "its:locQualityIssues>"
#define ISSUE "<its:locQualityIssue locQualityIssueType='grammar'/>"
#define PROVENANCE(attributes)                                                         \
    "<its:provenanceRecords xml:id='p' "                                               \
    "version='2.0'><its:provenanceRecord " attributes "/></its:provenanceRecords>"

static const struct sample modules[] = {
    {"", OF_UNIT("")},
    {"module-twice",
     OF_UNIT("<gls:glossary><gls:glossEntry>" PONT
             "<gls:definition>a</gls:definition></gls:glossEntry></"
             "gls:glossary><gls:glossary><gls:glossEntry>" PONT
             "<gls:definition>a</gls:definition></gls:glossEntry></gls:glossary>")},

    {"", MATCHES("ref='#s' similarity='85.5' type='tm' subType='own:a'")},
    {"", MATCHES("ref='m'")},
    {"attribute-missing", MATCHES("")},
    {"span-unknown", MATCHES("ref='#u=u'")},
    {"span-unknown", MATCHES("ref='n'")},
    {"fragment-unknown", MATCHES("ref='#n'")},
    {"subtype-alone", MATCHES("ref='#s' subType='own:a'")},
    {"id-unique",
     OF_UNIT(
         "<mtc:matches><mtc:match id='1' "
         "ref='#s'><source>a</source><target>b</target></mtc:match><mtc:match id='1' "
         "ref='#s'><source>a</source><target>b</target></mtc:match></mtc:matches>")},
    {"element-missing",
     OF_UNIT("<mtc:matches><mtc:match "
             "ref='#s'><source>a</source></mtc:match></mtc:matches>")},
    {"language-differs",
     OF_UNIT("<mtc:matches><mtc:match ref='#s'><source>a</source><target "
             "xml:lang='de'>b</target></mtc:match></mtc:matches>")},
    {"",
     OF_UNIT(
         "<mtc:matches><mtc:match ref='#s' reference='yes'><source>a</source><target "
         "xml:lang='de'>b</target></mtc:match></mtc:matches>")},
    {"candidate-ref", TARGET("<mrk id='n' type='mtc:match' ref='#s'>b</mrk>")},

    {"", ENTRIES("<gls:glossEntry ref='#m'>" PONT
                 "<gls:translation>brug</gls:translation></gls:glossEntry>")},
    {"entry-empty", ENTRIES("<gls:glossEntry id='g'>" PONT "</gls:glossEntry>")},
    {"element-missing",
     ENTRIES("<gls:glossEntry><gls:definition>a</gls:definition></gls:glossEntry>")},
    {"id-unique",
     ENTRIES("<gls:glossEntry id='g'>" PONT
             "<gls:translation id='g'>brug</gls:translation></gls:glossEntry>")},
    {"fragment-unknown",
     ENTRIES("<gls:glossEntry ref='#9'>" PONT
             "<gls:translation>brug</gls:translation></gls:glossEntry>")},
    {"span-unknown",
     ENTRIES("<gls:glossEntry>" PONT
             "<gls:translation ref='#u=u'>brug</gls:translation></gls:glossEntry>")},

    {"", RESOURCE("", "<res:source><own:a/></res:source>")},
    {"",
     RESOURCE(
         "mimeType='image/png'",
         "<res:source href='a.png' xml:lang='fr-BE'/><res:reference href='b.png'/>")},
    {"resource-type-missing", RESOURCE("", "<res:source href='a.png'/>")},
    {"resource-empty", RESOURCE("mimeType='a/b'", "<res:source/>")},
    {"resource-empty", RESOURCE("mimeType='a/b'", "")},
    {"resource-both", RESOURCE("", "<res:target href='a'><own:a/></res:target>")},
    {"language-differs",
     RESOURCE("mimeType='a/b'", "<res:target href='a' xml:lang='fr'/>")},
    {"attribute-missing", RESOURCE("", "<res:reference/>")},
    {"", MODULES("<res:resourceData><res:resourceItem id='r'><res:reference "
                 "href='a'/></res:resourceItem></res:resourceData>",
                 "<res:resourceData><res:resourceItemRef ref='r'/></res:resourceData>",
                 TEXT)},
    {"resource-unknown",
     OF_UNIT("<res:resourceData><res:resourceItemRef ref='r'/></res:resourceData>")},

    {"", RULES("isPresent='brug' occurs='1' existsInSource='yes'")},
    {"", RULES("own:rule='a'")},
    {"", RULES("endsWith='.' disabled='yes' normalization='nfd'")},
    {"rule-empty", RULES("caseSensitive='no'")},
    {"rule-several", RULES("startsWith='a' endsWith='b'")},
    {"rule-without", RULES("startsWith='a' occurs='2'")},
    {"rule-without", RULES("isNotPresent='a' existsInSource='yes'")},
    {"rule-disabled",
     OF_FILE(
         "<val:validation><val:rule isPresent='a' disabled='yes'/></val:validation>")},
    {"attribute-value", RULES("isPresent='a' normalization='nfkc'")},
    {"attribute-value", RULES("isPresent='a' occurs='0'")},

    {"", TARGET("<pc id='1' fs:fs='img' fs:subFs='src,a\\,b.png\\alt,Un pont'>b</pc>")},
    {"style-alone", TARGET("<pc id='1' fs:subFs='src,a'>b</pc>")},
    {"attribute-value", TARGET("<pc id='1' fs:fs='img' fs:subFs='src'>b</pc>")},
    {"attribute-value", TARGET("<pc id='1' fs:fs='blink'>b</pc>")},

    {"",
     OF_UNIT("<mda:metadata id='a'><mda:metaGroup id='b' appliesTo='source'><mda:meta "
             "type='t'>v</mda:meta></mda:metaGroup></mda:metadata>")},
    {"id-unique", OF_UNIT("<mda:metadata id='a'><mda:metaGroup id='a'><mda:meta "
                          "type='t'>v</mda:meta></mda:metaGroup></mda:metadata>")},
    {"element-missing", OF_UNIT("<mda:metadata><mda:metaGroup/></mda:metadata>")},

    {"", SIZES(POINTS, "slr:sizeRestriction='2,5'", "12345")},
    {"", SIZES(POINTS, "slr:sizeRestriction='0,*'", "123456")},
    {"", SIZES(POINTS, "slr:sizeRestriction='5'", "1<ph id='1'/>2 3 ")},
    {"size-exceeded",
     SIZES(POINTS, "slr:sizeRestriction='5'", "12345<pc id='1'>6</pc>")},
    {"", SIZES("<slr:profiles generalProfile='xliff:codepoints'><slr:normalization "
               "general='nfc'/></slr:profiles>",
               "slr:sizeRestriction='5'", "123456")},
    {"size-exceeded", SIZES(UTF16, "slr:storageRestriction='5'", "abc")},
    {"", SIZES(UTF16, "slr:storageRestriction='6'", "abc")},
    {"size-value", SIZES(POINTS, "slr:sizeRestriction='long'", "a")},
    {"size-value", SIZES(POINTS, "slr:sizeRestriction='9,5'", "a")},
    {"size-value", SIZES(UTF16, "", "<ph id='1' slr:equivStorage='1,2'/>a")},
    {"", SIZES(UTF16, "", "<pc id='1' slr:equivStorage='1,2'>a</pc>")},
    {"profile-missing", SIZES("", "slr:sizeRestriction='5'", "a")},
    {"profile-unknown", SIZES("<slr:profiles generalProfile='xliff:words'/>", "", "a")},
    {"", SIZES("<slr:profiles generalProfile='own:words'/>",
               "slr:sizeRestriction='some'", "a")},
    {"size-both", SIZES(POINTS, "slr:sizeInfo='1' slr:sizeInfoRef='r'", "a")},
    {"attribute-unknown", SIZES(UTF16, "slr:equivStorage='1'", "a")},

    {"", OF_UNIT("<ctr:changeTrack><ctr:revisions appliesTo='target' "
                 "currentVersion='2'><ctr:revision version='2' "
                 "datetime='2026-11-30T08:15:00+01:00'><ctr:item "
                 "property='content'>a</ctr:item></ctr:revision></ctr:revisions></"
                 "ctr:changeTrack>")},
    {"revision-unknown",
     OF_UNIT("<ctr:changeTrack><ctr:revisions appliesTo='target' "
             "currentVersion='2'><ctr:revision version='1'><ctr:item "
             "property='content'>a</ctr:item></ctr:revision></ctr:revisions></"
             "ctr:changeTrack>")},
    {"attribute-value",
     OF_UNIT("<ctr:changeTrack><ctr:revisions appliesTo='target'><ctr:revision "
             "datetime='monday'><ctr:item "
             "property='content'>a</ctr:item></ctr:revision></ctr:revisions></"
             "ctr:changeTrack>")},
    {"case-alone",
     MODULES("", "", "<segment pgs:case='one'><source>a</source></segment>")},
    {"", "<xliff xmlns='urn:oasis:names:tc:xliff:document:2.2' version='2.2' "
         "srcLang='fr' xmlns:pgs='urn:oasis:names:tc:xliff:pgs:1.0'><file id='f'><unit "
         "id='u' pgs:switch='plural:n'><segment "
         "pgs:case='one'><source>a</source></segment></unit></file></xliff>"},

    {"", ITS("its:locQualityIssueType='grammar' its:locQualityIssueSeverity='50'")},
    {"", ITS("type='its:generic' its:allowedCharacters='[a-z]' itsm:domains='law'")},
    {"", ITS("its:localeFilterList='fr-*, nl' its:localeFilterType='exclude'")},
    {"its-version-missing",
     TARGET("<mrk id='n' its:locQualityIssueType='grammar'>b</mrk>")},
    {"attribute-value", ITS("its:locQualityIssueType='ugly'")},
    {"attribute-value", ITS("its:allowedCharacters='a-z'")},
    {"attribute-value", ITS("its:localeFilterList='fr,,nl'")},
    {"its-type", ITS("type='comment' value='a' its:locQualityIssueType='grammar'")},
    {"its-term",
     ITS("its:termConfidence='0.5' its:annotatorsRef='terminology|http://a.example'")},
    {"", ITS("type='term' its:termConfidence='0.5' "
             "its:annotatorsRef='terminology|http://a.example'")},
    {"its-annotator-missing", ITS("type='term' its:termConfidence='0.5'")},
    {"its-annotators", ITS("its:annotatorsRef='terms|http://a.example'")},
    {"its-annotators", ITS("its:annotatorsRef='domain|a domain|b'")},
    {"its-annotator-missing", ITS("its:mtConfidence='0.9'")},
    {"its-both", ITS("its:locQualityRatingScore='1' its:locQualityRatingVote='1'")},
    {"its-both", ITS("its:org='a' its:orgRef='b'")},
    {"its-alone", ITS("its:locQualityRatingScoreThreshold='1'")},
    {"its-alone", ITS("its:taSource='wordnet'")},
    {"its-both its-both", ITS("its:taSource='a' its:taIdent='b' its:taIdentRef='c'")},
    {"its-alone", ITS("its:localeFilterType='include'")},
    {"", RECORDS(ISSUES(ISSUE), "its:locQualityIssuesRef='#its=q'")},
    {"its-records-unknown", RECORDS(ISSUES(ISSUE), "its:locQualityIssuesRef='#its=r'")},
    {"its-records-unknown",
     RECORDS(PROVENANCE("tool='a'"), "its:locQualityIssuesRef='#its=p'")},
    {"its-both",
     RECORDS(ISSUES(ISSUE),
             "its:locQualityIssuesRef='#its=q' its:locQualityIssueType='grammar'")},
    {"its-empty",
     RECORDS(ISSUES("<its:locQualityIssue locQualityIssueSeverity='1'/>"), "")},
    {"its-empty", RECORDS(PROVENANCE(""), "")},
    {"", RECORDS(PROVENANCE("tool='a'"), "its:provenanceRecordsRef='#its=p'")},
    {"id-unique",
     RECORDS(ISSUES(ISSUE) "<its:provenanceRecords xml:id='q'><its:provenanceRecord "
                           "tool='a'/></its:provenanceRecords>",
             "")},
};

#undef TEXT

#endif
