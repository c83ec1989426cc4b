#!/usr/bin/env bash
#
# tarball.sh BUILD OUTPUT - the relocatable tarball, from a build of the preset
# `package`: unpack it anywhere on a Linux of the same machine with glibc, and
# bin/doublon works. It finds its dictionaries and its libraries relative to itself.
#
# Besides ours it carries every library behind them but glibc's, with their licences.
# OUTPUT/doublon-VERSION-linux-MACHINE/ stays, for who wants the tree itself.
set -euo pipefail
build=$(realpath -- "$1")
output=$(realpath -m -- "$2")

version=$(sed -n 's/^CMAKE_PROJECT_VERSION:STATIC=//p' "$build/CMakeCache.txt")
libdir=$(sed -n 's/^CMAKE_INSTALL_LIBDIR:PATH=//p' "$build/CMakeCache.txt")
name=doublon-$version-linux-$(uname -m)
tree=$output/$name
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-0} # the same files, the same tarball

rm -rf "$tree"
mkdir -p "$output"
for component in command library data; do
    cmake --install "$build" --prefix "$tree" --strip --component "$component" >/dev/null
done
mkdir -p "$tree/lib"
mv "$tree/$libdir"/libdoublon.so.* "$tree/lib/"
rmdir -p --ignore-fail-on-non-empty "$tree/$libdir"
rm -rf "$tree"/share/doc
find "$tree/share/man" -name '*.gz' -exec gunzip {} +

# glibc is the system's: it cannot be mixed.
is_glibc()
{
    case ${1##*/} in
    ld-linux*.so.* | libc.so.* | libm.so.* | libdl.so.* | libpthread.so.* | librt.so.*) ;;
    *) return 1 ;;
    esac
}

# The copyright file of the Debian package that a library comes from. Debian's lists
# may still say /lib for what stands in /usr/lib.
licence_of()
{
    local package
    package=$(dpkg-query -S "$1" 2>/dev/null || dpkg-query -S "${1#/usr}")
    package=${package%%:*}
    cp "/usr/share/doc/$package/copyright" "$tree/share/doc/doublon/licences/$package"
}

mkdir -p "$tree/share/doc/doublon/licences"
cp "$(dirname -- "$0")/../../LICENSE" "$tree/share/doc/doublon/licences/doublon"
while read -r library; do
    if is_glibc "$library"; then continue; fi
    cp -L "$library" "$tree/lib/"
    licence_of "$(realpath -- "$library")"
done < <(ldd "$tree"/lib/libdoublon.so.? | sed -n 's/.* => \(\/[^ ]*\) .*/\1/p')

# A search path of the old kind holds for the libraries of libraries too.
for library in "$tree"/lib/*.so*; do
    if [ -L "$library" ]; then continue; fi
    # shellcheck disable=SC2016 # the loader expands it
    patchelf --force-rpath --set-rpath '$ORIGIN' "$library"
done
# shellcheck disable=SC2016
patchelf --force-rpath --set-rpath '$ORIGIN/../lib' "$tree/bin/doublon"

tar -C "$output" --sort=name --owner=0 --group=0 --numeric-owner \
    --mtime="@$SOURCE_DATE_EPOCH" -cf - "$name" | gzip -9n >"$output/$name.tar.gz"
printf '%s\n' "$output/$name.tar.gz"
