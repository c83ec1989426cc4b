/*
 * tests/unit/xliff12_samples.h - files of XLIFF 1.2, and the rules that they break; for
 * exchange.c, which says what a sample is.
 */
#ifndef DBN_TESTS_UNIT_XLIFF12_SAMPLES_H
#define DBN_TESTS_UNIT_XLIFF12_SAMPLES_H

/* Of version 1.2: a file around what stands in its body, or in one unit of it. */
#define BODY(header, body)                                                             \
    "<xliff xmlns='urn:oasis:names:tc:xliff:document:1.2' version='1.2'>"              \
    "<file original='p' source-language='fr' target-language='nl' datatype='html'>"    \
    "<header>" header "</header><body>" body "</body></file></xliff>"
#define TRANS(content) BODY("", "<trans-unit id='u'>" content "</trans-unit>")

static const struct sample xliff12[] = {
    {"", TRANS("<source>a</source>")},
    {"",
     TRANS("<source>a <bpt id='1' rid='1'>b</bpt>c<ept id='2' rid='1'/></source>"
           "<seg-source><mrk mtype='seg' mid='1'>a <bpt id='1' rid='1'>b</bpt>c<ept "
           "id='2' rid='1'/></mrk></seg-source>"
           "<target state='translated'><mrk mtype='seg' mid='1'>b</mrk></target>"
           "<note from='x'>n</note><alt-trans><target>c</target></alt-trans>")},
    {"", BODY("<phase-group><phase phase-name='t' process-name='x' tool-id='o'/>"
              "</phase-group><tool tool-id='o' tool-name='x'/>",
              "<group><trans-unit id='u'><source>a</source><target phase-name='t'>b"
              "</target></trans-unit></group>")},
    {"element-missing", TRANS("")},
    {"element-misplaced", TRANS("<source>a</source><source>b</source>")},
    {"element-unknown element-misplaced", TRANS("<source><b>a</b></source>")},
    {"attribute-missing", TRANS("<source><x/></source>")},
    {"attribute-value", BODY("", "<trans-unit id='u' approved='perhaps'><source>a"
                                 "</source></trans-unit>")},
    {"text-misplaced", BODY("", "a")},
    {"id-unique", BODY("", "<trans-unit id='u'><source>a</source></trans-unit>"
                           "<trans-unit id='u'><source>b</source></trans-unit>")},
    {"id-unique", TRANS("<source><x id='1'/><x id='1'/></source>")},
    {"", TRANS("<source><x id='1'/></source><target><x id='1'/></target>")},
    {"half-alone", TRANS("<source><bpt id='1'>b</bpt></source>")},
    {"half-alone", TRANS("<source><ex id='1'/></source>")},
    {"", TRANS("<source><bx id='1'/>a<ex id='1'/></source>")},
    {"phase-unknown", TRANS("<source>a</source><target phase-name='t'>b</target>")},
    {"tool-unknown", TRANS("<source>a</source><alt-trans tool-id='o'><target>b"
                           "</target></alt-trans>")},
    {"state-unknown", TRANS("<source>a</source><target state='done'>b</target>")},
    {"", TRANS("<source>a</source><target state='x-done'>b</target>")},
    {"language-differs", TRANS("<source xml:lang='de'>a</source>")},
    {"attribute-value", TRANS("<source>a<x id='1' ctype='bald'/></source>")},
    {"", TRANS("<source>a<x id='1' ctype='x-own'/></source>")},
    {"attribute-value",
     TRANS("<source>a</source><target state-qualifier='best'>b</target>")},
    {"attribute-value", TRANS("<source>a</source><alt-trans alttranstype='best'>"
                              "<target>b</target></alt-trans>")},
    {"attribute-value", TRANS("<source><mrk mtype='terms'>a</mrk></source>")},
    {"extract-unknown", TRANS("<source>a<ph id='1' xid='v'>b</ph></source>")},
    {"", TRANS("<source>a<ph id='1' xid='u'>b</ph></source>")},
    {"segment-unknown",
     TRANS("<source>a</source><seg-source><mrk mtype='seg' mid='1'>a</mrk></seg-source>"
           "<alt-trans mid='2'><target>b</target></alt-trans>")},
    {"segmented-differs", TRANS("<source>a b</source><seg-source><mrk mtype='seg' "
                                "mid='1'>a</mrk> <mrk mtype='seg' mid='2'>c</mrk>"
                                "</seg-source>")},
    {"",
     TRANS("<source>a  b.\nc</source><seg-source><mrk mtype='seg' mid='1'>a b.</mrk>"
           "\n<mrk mtype='seg' mid='2'>c</mrk></seg-source>")},
    {"segment-unnamed",
     TRANS("<source>a</source><seg-source><mrk mtype='seg'>a</mrk></seg-source>")},
    {"segment-unknown",
     TRANS("<source>a</source><seg-source><mrk mtype='seg' mid='1'>a</mrk></seg-source>"
           "<target><mrk mtype='seg' mid='2'>b</mrk></target>")},
};

#endif
