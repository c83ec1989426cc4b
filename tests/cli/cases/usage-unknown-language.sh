# A language or a profile that nobody knows is refused before anything is read.
try() { doublon "$@"; echo "$?"; }
try clean --lang=klingon no-such-file
try clean --typography=klingon no-such-file
try clean --typography=fr-BF no-such-file
try segment --lang=klingon no-such-file
try dedup --lang=klingon no-such-file
try terms --lang=klingon no-such-file
echo a >a
try align --lang=klingon,fr a a
try align --lang=fr,klingon a a
