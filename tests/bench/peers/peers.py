#!/usr/bin/env python3
"""doublon beside its peers: the same measures on the same data, quality and speed.

    peers.py [--doublon=PATH] [--gold=FOLDER] [--only=NAME,…] [--desk] [--words [--bitext=FILE]] [--smoke]

Pages, encoding, language and links of words are measured by the scorer of the gold data itself
(score.py of $DOUBLON_GOLD, or --gold), which is told to ask a peer instead of the
command; corpora/ by their gold.yaml. A peer that is not installed is named and left
out. Speed is in seconds of a processor; doublon's have its start-up in them.

--words measures links of words alone, beside eflomal (links.py); --bitext names more lines
to learn from.

--desk measures the copy desk alone: spelling, beside hunspell, aspell, grammalecte-cli
and LanguageTool (desk.py).

--smoke asks doublon and a peer that needs no package, on corpora/ only: does this
program work?
"""
import argparse
import collections
import glob
import gzip
import importlib.util
import io
import json
import os
import re
import resource
import statistics
import subprocess
import sys
import tarfile
import time
from html.parser import HTMLParser

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
CHARSETS = {'utf-8': 'utf-8', 'cp1252': 'windows-1252', 'iso8859-15': 'iso-8859-15',
            'mac-roman': 'macintosh', 'cp850': 'ibm850'}

# ---- peers that read pages: bytes -> {text, title, byline, date} -----------------------


def join(names):
    return ', '.join(names) if isinstance(names, (list, tuple)) else names or ''


def trafilatura():
    import trafilatura as module

    def read(page):
        doc = module.bare_extraction(page, include_comments=False, with_metadata=True)
        doc = doc.as_dict() if hasattr(doc, 'as_dict') else doc or {}
        return {'text': doc.get('text') or '', 'title': doc.get('title') or '',
                'byline': (doc.get('author') or '').replace('; ', ', '), 'date': doc.get('date') or ''}
    return read


def resiliparse():
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding
    from resiliparse.parse.html import HTMLTree

    def read(page):
        tree = HTMLTree.parse(bytes_to_str(page, detect_encoding(page, from_html_meta=True)))
        return {'text': extract_plain_text(tree, main_content=True), 'title': tree.title or ''}
    return read


def justext():
    import justext as module
    words = module.get_stoplist

    def stop_words(page):
        lang = re.search(rb'<html[^>]*\blang=["\']?([a-z]{2})', page[:4096], re.I)
        name = {'fr': 'French', 'nl': 'Dutch', 'de': 'German', 'es': 'Spanish', 'it': 'Italian',
                'pt': 'Portuguese'}.get(lang.group(1).decode().lower() if lang else '', 'English')
        return words(name)

    def read(page):
        paragraphs = module.justext(page, stop_words(page))
        return {'text': '\n\n'.join(p.text for p in paragraphs if not p.is_boilerplate)}
    return read


def readability():
    from lxml import html
    from readability import Document

    def read(page):
        doc = Document(page)
        tree = html.fromstring(doc.summary() or '<p></p>')
        blocks = [' '.join(e.text_content().split()) for e in tree.iter('p', 'h2', 'h3', 'li', 'blockquote')]
        return {'text': '\n\n'.join(b for b in blocks if b), 'title': doc.short_title()}
    return read


def newspaper4k():
    import newspaper

    def read(page):
        article = newspaper.Article('https://page.example/', fetch_images=False)
        article.download(input_html=page.decode('utf-8', 'replace'))
        article.parse()
        date = article.publish_date
        return {'text': article.text, 'title': article.title, 'byline': join(article.authors),
                'date': date.isoformat() if hasattr(date, 'isoformat') else str(date or '')}
    return read


class Tags(HTMLParser):
    """All that is not in a script: what leaving the tags out comes to."""

    def __init__(self):
        super().__init__()
        self.out, self.hidden = [], 0

    def handle_starttag(self, tag, attrs):
        self.hidden += tag in ('script', 'style', 'title')
        if tag in ('p', 'div', 'br', 'li', 'h1', 'h2', 'h3', 'td'):
            self.out.append('\n')

    def handle_endtag(self, tag):
        self.hidden -= tag in ('script', 'style', 'title') and self.hidden > 0

    def handle_data(self, data):
        if not self.hidden:
            self.out.append(data)


def tags():
    def read(page):
        parser = Tags()
        parser.feed(page.decode('utf-8', 'replace'))
        return {'text': ''.join(parser.out)}
    return read


PAGES = {'trafilatura': trafilatura, 'resiliparse': resiliparse, 'jusText': justext,
         'readability-lxml': readability, 'newspaper4k': newspaper4k, 'tags left out': tags}

# ---- peers that read text -------------------------------------------------------------


def ftfy():
    import ftfy as module
    return module.fix_text


def ftfy_encoding():
    import ftfy as module
    return module.fix_encoding


REPAIRS = {'ftfy': ftfy, 'ftfy, encoding only': ftfy_encoding}


def lingua():
    from lingua import Language as L
    from lingua import LanguageDetectorBuilder
    detector = LanguageDetectorBuilder.from_languages(
        L.FRENCH, L.DUTCH, L.ENGLISH, L.GERMAN, L.SPANISH, L.ITALIAN, L.PORTUGUESE, L.CATALAN).build()

    def name(text):
        language = detector.detect_language_of(text)
        return language.iso_code_639_1.name.lower() if language else ''
    return name


def resiliparse_language():
    from resiliparse.parse.lang import detect_fast
    return lambda text: detect_fast(text, langs=['fr', 'nl', 'en', 'de', 'es', 'it', 'pt', 'ca'])[0]


LANGUAGES = {'lingua, of 8': lingua, 'resiliparse, of 8': resiliparse_language}


def charset_normalizer():
    from charset_normalizer import from_bytes

    def read(data):
        best = from_bytes(data).best()
        return str(best) if best else ''
    return read


def resiliparse_charset():
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding
    return lambda data: bytes_to_str(data, detect_encoding(data))


DECODERS = {'charset-normalizer': charset_normalizer, 'resiliparse': resiliparse_charset}

# ---- measuring -------------------------------------------------------------------------


def of_children():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


class Bench:
    def __init__(self, args):
        self.args = args
        self.score = None
        if args.gold:
            path = os.path.join(args.gold, 'score.py')
            spec = importlib.util.spec_from_file_location('score', path)
            self.score = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(self.score)
            self.score.run = self.scored_run

    def scored_run(self, args, command, data=None):
        """In the place of the scorer's own, which looks at the clock on the wall."""
        out, args.seconds = self.run(command, data)
        return out

    def wants(self, name):
        return not self.args.only or any(name.lower().startswith(o.lower()) for o in self.args.only)

    def ready(self, peers):
        """The peers that are asked for and installed, made."""
        for name, make in peers.items():
            if not self.wants(name) or (self.args.smoke and name != 'tags left out'):
                continue
            try:
                yield name, make()
            except ImportError as error:
                print(f'{name}: not installed ({error})', file=sys.stderr)

    def run(self, arguments, data=None):
        """What doublon prints, and seconds."""
        start = of_children()
        run = subprocess.run([self.args.doublon, *arguments], input=data, capture_output=True)
        if run.returncode not in (0, 4):
            sys.exit(f'doublon: {run.stderr.decode(errors="replace")[-400:]}')
        return run.stdout.decode(), of_children() - start

    def doublon(self, arguments, data=None):
        """Its JSON Lines, and seconds."""
        out, seconds = self.run(arguments, data)
        return [json.loads(line) for line in out.splitlines()], seconds


def careful(read, page, failures):
    """A peer that falls over a page has no text of it."""
    try:
        return read(page)
    except Exception as error:  # pylint: disable=broad-except
        failures.append(type(error).__name__)
        return {'text': ''}


def table(title, rows):
    """Rows of one set of columns, the best of each column marked."""
    if not rows:
        return
    columns = list(dict.fromkeys(c for row in rows.values() for c in row))
    best = {c: max((r[c] for r in rows.values() if isinstance(r.get(c), float)), default=None) for c in columns}
    print(f'\n{title}')
    print(' ' * 22 + ''.join(f'{c:>18}' for c in columns))
    for name, row in rows.items():
        cells = []
        for c in columns:
            v = row.get(c)
            mark = '*' if isinstance(v, float) and v == best[c] and len(rows) > 1 else ' '
            cells.append(f'{"-" if v is None else f"{v:.3f}" if isinstance(v, float) else v:>17}{mark}')
        print(f'{name:22}' + ''.join(cells))


def gold_pages(bench):
    score, original = bench.score, bench.score._pages
    data = os.path.join(bench.args.gold, 'pages')
    arguments = argparse.Namespace(data=data, doublon=bench.args.doublon)
    results = {}
    if bench.wants('doublon'):
        results['doublon'] = score.pages(arguments)
    for name, read in bench.ready(PAGES):
        failures = []

        def ask(_, files, read=read, failures=failures):
            pages = [gzip.open(f).read() for f in files]
            start = time.process_time()
            out = [careful(read, page, failures) for page in pages]
            seconds = time.process_time() - start
            return out, {'pages per s': round(len(files) / seconds, 1),
                         'MB per s': round(sum(map(len, pages)) / 1e6 / seconds, 2)}
        score._pages = ask
        results[name] = score.pages(arguments)
        score._pages = original
        if failures:
            print(f'{name}: fails on {len(failures)} pages: {dict(collections.Counter(failures))}', file=sys.stderr)
    for part in dict.fromkeys(p for r in results.values() for p in r):
        table(f'pages: {part}', {name: {k: v for k, v in r[part].items() if k not in ('of', 'leads')}
                                 for name, r in results.items()})


def gold_documents(bench, task, peers, answer):
    """Encoding or language: the scorer asks for documents, and a peer answers."""
    score, original = bench.score, bench.score.documents
    arguments = argparse.Namespace(data=os.path.join(bench.args.gold, task), doublon=bench.args.doublon)
    results, speed = {}, {}

    def timed(name, ask):
        def documents(args, command, docs, key='text'):
            docs = list(docs)
            start = time.process_time() + of_children()
            out = ask(args, command, docs, key)
            seconds = time.process_time() + of_children() - start
            size = sum(len(text.encode()) for _, text in docs)
            done = speed.setdefault(name, [0, 0.0])
            done[0] += size
            done[1] += seconds
            return out
        score.documents = documents
        results[name] = getattr(score, task)(arguments)
        score.documents = original
    if bench.wants('doublon'):
        timed('doublon', original)
    for name, work in bench.ready(peers):
        timed(name, lambda args, command, docs, key, work=work:
              {str(i): {'doublon': answer(work(text))} for i, text in docs})
    return results, {n: round(size / 1e6 / seconds, 3) for n, (size, seconds) in speed.items()}


def gold_encoding(bench):
    results, speed = gold_documents(bench, 'encoding', REPAIRS, lambda text: {'text': text})
    table('mojibake: cases passed', {n: {**{g: c['passed'] / c['of'] for g, c in r.items()}, 'MB per s': speed[n]}
                                     for n, r in results.items()})


def gold_language(bench):
    results, speed = gold_documents(bench, 'language', LANGUAGES, lambda lang: {'lang': lang})
    table('language: mean of eight', {n: {**{kind: r[kind]['mean'] for kind in r}, 'MB per s': speed[n]}
                                      for n, r in results.items()})


def gold_words(bench):
    """Links of words: see links.py beside this file."""
    import links
    arguments = argparse.Namespace(data=os.path.join(bench.args.gold, 'words'), doublon=bench.args.doublon)
    peers = {**links.PEERS,
             'doublon': lambda: links.doublon(lambda command: bench.run(command)[0]),
             'doublon, no lexicon': lambda: links.doublon(lambda c: bench.run(c)[0], '--no-dictionaries')}
    table('links of words; words of both sides, start-up in their time',
          {name: links.measure(bench.score, link, arguments, lambda: time.process_time() + of_children(),
                               bench.args.bitext)
           for name, link in bench.ready(peers)})


# ---- corpora ---------------------------------------------------------------------------


def corpora():
    """(path of the page, its text in blocks), in the order of names."""
    for path in sorted(glob.glob(ROOT + '/corpora/*/*/gold.yaml')):
        blocks, in_text = [], False
        with open(path, encoding='utf-8') as lines:
            for line in lines:
                in_text = line.startswith('text:') or (in_text and line.startswith(' '))
                block = re.match(r'  - \w+: (".*")\s*$', line)
                if in_text and block:
                    blocks.append(json.loads(block.group(1)))
                elif in_text and 'in: [dump]' in line:
                    blocks.pop()
        yield os.path.dirname(path) + '/page.html', blocks


def shingles(text, size=4):
    words = re.findall(r'\w+', text)
    return collections.Counter(tuple(words[i:i + size]) for i in range(max(1, len(words) - size + 1)))


def judge(pairs):
    """F of shingles, whole texts right, blocks that stand exactly once."""
    scores, exact, once, count = [], 0, 0, 0
    for wanted, given in pairs:
        a, b = shingles('\n\n'.join(wanted)), shingles(given)
        scores.append(2 * sum((a & b).values()) / max(1, sum(a.values()) + sum(b.values())))
        exact += [b.split() for b in wanted if b.split()] == [b.split() for b in given.split('\n\n') if b.split()]
        flat = ' '.join(given.split())
        for block in wanted:
            count += 1
            once += flat.count(' '.join(block.split())) == 1
    return {'shingle F1': statistics.mean(scores), 'exact': exact / len(scores), 'blocks once': once / count}


def corpora_pages(bench):
    articles = list(corpora())
    pages = [open(path, 'rb').read() for path, _ in articles]
    size, rows = sum(map(len, pages)) / 1e6, {}
    if bench.wants('doublon'):
        out, seconds = bench.doublon(['clean', '--quiet', '--format=jsonl', *[path for path, _ in articles]])
        texts = [line['doublon'].get('text', '') for line in out]
        rows['doublon'] = {**judge(zip([b for _, b in articles], texts)), 'MB per s': round(size / seconds, 2)}
    for name, read in bench.ready(PAGES):
        failures = []
        start = time.process_time()
        out = [careful(read, page, failures) for page in pages]
        seconds = time.process_time() - start
        rows[name] = {**judge(zip([b for _, b in articles], [o['text'] for o in out])),
                      'MB per s': round(size / seconds, 2)}
    table(f'corpora: {len(articles)} pages', rows)
    return rows


def french_paragraphs():
    for path, blocks in corpora():
        if '/fr/' in path:
            yield from (b for b in blocks if len(b) >= 60 and not b.isascii())


def encodable(text, codec):
    """In the letters of the codec, as its users wrote: apostrophes and dashes of ASCII."""
    for a, b in (('’', "'"), ('‘', "'"), ('“', '"'), ('”', '"'), ('–', '-'), ('—', '-'), ('…', '...'),
                 ('\u202f', ' '), ('œ', 'oe'), ('Œ', 'OE'), ('€', 'EUR')):
        try:
            a.encode(codec)
        except UnicodeEncodeError:
            text = text.replace(a, b)
    try:
        return text.encode(codec).decode(codec)
    except UnicodeEncodeError:
        return None


def archive_of(parts):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode='w') as tar:
        for i, part in enumerate(parts):
            info = tarfile.TarInfo(f'{i:06}.txt')
            info.size = len(part)
            tar.addfile(info, io.BytesIO(part))
    return out.getvalue()


def corpora_charsets(bench):
    rows = collections.defaultdict(dict)
    for codec in CHARSETS:
        texts = [t for t in (encodable(p, codec) for p in french_paragraphs())
                 if t and t.encode(codec) != t.encode('ascii', 'replace')]
        parts = [t.encode(codec) for t in texts]
        if bench.wants('doublon'):
            out, _ = bench.doublon(['clean', '--quiet', '--only=encoding', '--format=jsonl', '-'], archive_of(parts))
            rows['doublon'][codec] = statistics.fmean(o['doublon'].get('text') == t for o, t in zip(out, texts))
        for name, read in bench.ready(DECODERS):
            rows[name][codec] = statistics.fmean(read(p) == t for p, t in zip(parts, texts))
    for row in rows.values():
        row['mean'] = statistics.mean(row[c] for c in CHARSETS)
    table('charset: French paragraphs of corpora, read as they were written', {n: dict(r) for n, r in rows.items()})


def corpora_spelling(bench):
    """The copy desk: see desk.py beside this file."""
    import desk
    paragraphs = [b for path, blocks in corpora() if '/fr/' in path for b in blocks if len(b) >= 60]
    rows = desk.rows(bench.args.doublon, paragraphs, of_children, bench.wants)
    table('spelling: French paragraphs of corpora, as they are and with one slip each', rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--doublon', default=ROOT + '/build/release/bin/doublon', metavar='PATH')
    parser.add_argument('--gold', default=os.environ.get('DOUBLON_GOLD'), metavar='FOLDER')
    parser.add_argument('--bitext', metavar='FILE', help='lines to learn links of words from, too')
    parser.add_argument('--words', action='store_true', help='links of words alone')
    parser.add_argument('--only', type=lambda names: names.split(','), metavar='NAME,…', help='these peers alone')
    parser.add_argument('--desk', action='store_true', help='spelling alone')
    parser.add_argument('--smoke', action='store_true', help='no package, no gold data')
    args = parser.parse_args()
    if args.smoke:
        args.gold = None
    bench = Bench(args)
    if args.desk:
        corpora_spelling(bench)
        return
    if args.gold and args.words:
        gold_words(bench)
        return
    if args.gold:
        gold_pages(bench)
        gold_encoding(bench)
        gold_language(bench)
        gold_words(bench)
    else:
        print('no gold data: DOUBLON_GOLD or --gold names it', file=sys.stderr)
    rows = corpora_pages(bench)
    corpora_charsets(bench)
    if not args.smoke:
        corpora_spelling(bench)
    if args.smoke and not all(0 < r['shingle F1'] <= 1 for r in rows.values()):
        sys.exit('the measures make no sense')


if __name__ == '__main__':
    main()
