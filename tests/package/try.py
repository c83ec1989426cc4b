"""The installed Python package does its main job (in the bare system)."""

from pathlib import Path

import doublon

page = Path("/tmp/article/page.html").read_text()
article = doublon.clean(page)
assert article.text.count("a débranché jeudi une machine") == 1, article.text
assert article.byline == "Aurélien Castaing", article
block = next(block for block in article.blocks if block.role == "title")
assert page[block.start : block.end] == article.title == block.text, block
assert [a.text for a in doublon.clean_many([page] * 3)] == [article.text] * 3
assert doublon.clean(b"\x96\x7b\x93\xfa", charset="shift_jis", only="encoding").text == "本日"
assert Path(doublon.__file__).with_name("py.typed").exists()
assert Path(doublon.__file__).with_name("licences").is_dir()
print(doublon.__version__, "in", Path(doublon.__file__).parent)
