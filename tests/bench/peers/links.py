"""Links of words beside eflomal's: the same lines, and the same lines to learn from.

eflomal learns from nothing but lines, doublon also from the lexicons that it brings; so
doublon is asked without them, too, and where --bitext names more lines (`a ||| b`, tokens
with spaces between them), both learn from those as well.
"""
import os
import tempfile


def symmetric(ahead, back):
    """grow-diag-final-and of Koehn, Och and Marcu."""
    links, both = ahead & back, ahead | back
    rows, columns = {i for i, _ in links}, {j for _, j in links}
    near = [(-1, 0), (0, -1), (1, 0), (0, 1), (-1, -1), (-1, 1), (1, -1), (1, 1)]

    def add(i, j):
        links.add((i, j))
        rows.add(i)
        columns.add(j)

    grown = True
    while grown:
        grown = False
        for i, j in sorted(links):
            for new in ((i + di, j + dj) for di, dj in near):
                if new in both and new not in links and not (new[0] in rows and new[1] in columns):
                    add(*new)
                    grown = True
    for way in (ahead, back):
        for i, j in sorted(way - links):
            if i not in rows and j not in columns:
                add(i, j)
    return links


def eflomal(join, **options):
    import eflomal as module

    def link(path, _):
        """Pharaoh format of a file of lines."""
        with open(path, encoding='utf-8') as file:
            sides = list(zip(*(line.rstrip('\n').split(' ||| ') for line in file)))
        names = []
        for _ in range(2):
            with tempfile.NamedTemporaryFile(delete=False) as file:
                names.append(file.name)
        try:
            module.Aligner(**options).align(*sides, links_filename_fwd=names[0], links_filename_rev=names[1],
                                            quiet=True)
            ways = [open(name, encoding='utf-8').read().splitlines() for name in names]
        finally:
            for name in names:
                os.unlink(name)
        return '\n'.join(' '.join(f'{i}-{j}' for i, j in sorted(join(*map(ends, pair)))) for pair in zip(*ways))
    return link


def ends(line):
    return {tuple(map(int, link.split('-'))) for link in line.split()}


def doublon(run, *options):
    def link(path, lang):
        return run(['align', '--words', lang, '--tokenised', '--format=pharaoh', *options, path])
    return link


def both_ways(ahead, back):
    return ahead & back


PEERS = {
    'eflomal': lambda: eflomal(both_ways),
    'eflomal gdfa': lambda: eflomal(symmetric),
    'eflomal 6 letters': lambda: eflomal(both_ways, source_prefix_len=6, target_prefix_len=6),
}


def longer(path, bitext, out):
    """The lines of a file, then those of the bitext."""
    for name in filter(None, (path, bitext)):
        with open(name, encoding='utf-8') as file:
            out.writelines(line for line in file if all(side.strip() for side in line.split(' ||| ')))
    out.flush()


def measure(score, link, arguments, seconds_of, bitext):
    """A row of the table; the scorer asks for a file, and a peer answers."""
    words = seconds = 0

    def run(_, command, data=None):
        nonlocal words, seconds
        lang = next(c for c in command if c.startswith('--lang='))
        with tempfile.NamedTemporaryFile('w', encoding='utf-8', suffix='.txt') as file:
            longer(command[-1], bitext, file)
            start = seconds_of()
            out = link(file.name, lang)
            seconds += seconds_of() - start
            with open(file.name, encoding='utf-8') as lines:
                words += sum(len(line.split()) - 1 for line in lines)
        arguments.seconds = seconds
        return out

    original, score.run = score.run, run
    try:
        found = score.words(arguments)
    finally:
        score.run = original
    row = {f'{name} 1 - AER': 1 - r['AER'] for name, r in found.items()}
    return {**row, 'words per s': round(words / max(seconds, 1e-9))}
