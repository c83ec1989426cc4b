#!/usr/bin/env bash
#
# bootstrap.sh - from a bare Debian 12 to a working doublon.
#
# Safe to repeat: what stands already is left as it is.
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
command=$root/build/release/bin/doublon

# ---- Debian packages: this is the one list ------------------------------------------

packages_build=(
    build-essential cmake ninja-build pkg-config
    libicu-dev libhunspell-dev libpcre2-dev libyaml-dev libsimdjson-dev libxml2-dev
    libarchive-dev zlib1g-dev libbrotli-dev libsqlite3-dev libzstd-dev libcurl4-openssl-dev
)
packages_test=(
    libcmocka-dev libgumbo-dev gettext parallel apertium apertium-fr-es
    hunspell-fr-comprehensive hunspell-nl hunspell-en-us hunspell-de-de hunspell-es
    hunspell-it
)
packages_lint=(clang clang-format clang-tidy libclang-rt-14-dev llvm shellcheck)
# To make the packages of Debian, the tarball and the wheel, and to try them.
packages_package=(
    dpkg-dev file patchelf python3-dev python3-venv
    debootstrap lintian mandoc zsh fish
)
packages_browser=(chromium fonts-dejavu-core)
packages_spark=(openjdk-17-jre-headless python3-venv)
pip_spark=('pyspark==3.5.*') # in build/spark
packages_node=(nodejs npm) # or from elsewhere: whatever puts npm on the path

# -------------------------------------------------------------------------------------

usage()
{
    cat <<'END'
usage: ./bootstrap.sh [deps [build|test|lint|browser|spark|package] | build | demo | test |
                       install | package [deb|tarball|wheel]]

  deps     install the Debian packages that are missing: for building, for testing
           too (the default), for the checks of .ci/run too, for its browser test, for
           the Spark job (and pyspark in build/spark), or for `package`
  build    install what building needs, and build the release (build/release)
  demo     build, and clean an article whose lead stands three times
  test     install what testing needs, build with sanitizers, run all tests
  install  build, and install under PREFIX (environment; default /usr/local)
  package  make the Debian packages, the relocatable tarball, the Python wheel, or all
           three (the default), in build/package/packages

Without an argument: build. Needs root or sudo where packages are missing, and for
installing where PREFIX is not yours.
END
}

say()
{
    printf '\n== %s\n' "$*"
}

die()
{
    printf 'bootstrap.sh: %s\n' "$*" >&2
    exit 1
}

as_root()
{
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        die "not root, and there is no sudo: run as root: $*"
    fi
}

# The packages among the arguments that are not installed.
missing()
{
    local installed
    installed=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' "$@" 2>/dev/null |
        awk '$2 == "installed" { print $1 }') || true
    printf '%s\n' "$@" | grep -vxF -f <(printf '%s\n' "$installed") || true
}

deps()
{
    local wanted=("${packages_build[@]}") absent
    case ${1:-test} in
    build) ;;
    test) wanted+=("${packages_test[@]}") ;;
    lint) wanted+=("${packages_test[@]}" "${packages_lint[@]}") ;;
    package) wanted+=("${packages_package[@]}") ;;
    spark) wanted+=("${packages_test[@]}" "${packages_spark[@]}") ;;
    browser)
        wanted+=("${packages_browser[@]}")
        command -v npm >/dev/null || wanted+=("${packages_node[@]}")
        ;;
    *) usage >&2; exit 2 ;;
    esac
    if ! command -v dpkg-query >/dev/null; then
        printf 'not a Debian system; going on with what is installed. Needed:\n  %s\n' \
            "${wanted[*]}" >&2
        return
    fi
    mapfile -t absent < <(missing "${wanted[@]}")
    if [ ${#absent[@]} -eq 0 ]; then
        return
    fi
    say "installing ${absent[*]}"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q ||
        die "'apt-get update' fails: is there a network, and a Debian mirror?"
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -q --no-install-recommends "${absent[@]}" ||
        die "'apt-get install' fails; see its message above"
}

# What comes from PyPI, in an environment of its own.
deps_pip()
{
    local venv=$root/build/spark
    if [ "${1:-}" != spark ] || [ -x "$venv/bin/spark-submit" ]; then
        return
    fi
    say "installing ${pip_spark[*]} in build/spark"
    if ! python3 -m venv "$venv" ||
        ! "$venv/bin/pip" install --quiet --disable-pip-version-check "${pip_spark[@]}"; then
        die "'pip install' fails; see its message above"
    fi
}

# Run quietly; show everything if it fails.
quietly()
{
    local log
    log=$(mktemp)
    if ! "$@" >"$log" 2>&1; then
        cat "$log" >&2
        rm -f "$log"
        die "failed: $*"
    fi
    rm -f "$log"
}

build()
{
    deps build
    say "building (build/release)"
    cd "$root"
    quietly cmake --preset release
    cmake --build --preset release
}

demo()
{
    local page=$root/corpora/fr/serveur-duqu/page.html text
    build
    say "an article as scraped: corpora/fr/serveur-duqu/page.html"
    printf 'Its lead stands three times, once glued to the first paragraph.\n'
    say "doublon clean page.html: what was found (it says so on standard error)"
    text=$(mktemp)
    if ! "$command" clean --output="$text" "$page" 2>&1; then
        rm -f "$text"
        die "doublon failed; see its message above"
    fi
    say "the article (on standard output)"
    cat "$text"
    rm -f "$text"
    say "try it: build/release/bin/doublon clean FILE…   (doublon clean -h for help)"
}

tests()
{
    deps test
    say "building with sanitizers (build/dev)"
    cd "$root"
    quietly cmake --preset dev
    cmake --build --preset dev
    say "testing"
    ctest --preset dev --parallel "$(nproc)"
}

install_it()
{
    local prefix=${PREFIX:-/usr/local} run=()
    build
    say "installing under $prefix"
    # The first folder of the prefix that exists decides who may write there.
    local standing=$prefix
    while [ ! -e "$standing" ]; do standing=$(dirname -- "$standing"); done
    [ -w "$standing" ] || run=(as_root)
    "${run[@]}" cmake --install "$root/build/release" --prefix "$prefix"
    if [ "$prefix" = /usr/local ] || [ "$prefix" = /usr ]; then
        "${run[@]}" ldconfig
    fi
}

package()
{
    local build=$root/build/package what=${1:-all} tree
    case $what in
    all | deb | tarball | wheel) ;;
    *) usage >&2; exit 2 ;;
    esac
    deps package
    say "building what packages are made of (build/package)"
    cd "$root"
    quietly cmake --preset package
    cmake --build --preset package
    mkdir -p "$build/packages"
    if [ "$what" = all ] || [ "$what" = deb ]; then
        say "Debian packages"
        rm -f "$build"/packages/*.deb
        (cd "$build" && quietly cpack)
    fi
    if [ "$what" != deb ]; then # the wheel is made from the tree of the tarball
        say "tarball"
        quietly src/cmake/tarball.sh "$build" "$build/packages"
    fi
    if [ "$what" = all ] || [ "$what" = wheel ]; then
        say "wheel"
        tree=$(find "$build/packages" -maxdepth 1 -type d -name 'doublon-*-linux-*')
        quietly src/python/wheel.sh "$build" "$tree" "$build/packages"
    fi
    say "in build/package/packages"
    find "$build/packages" -maxdepth 1 -type f -size +0 -printf '%10s  %f\n' | sort -k2
}

case ${1:-build} in
deps) deps "${2:-test}" && deps_pip "${2:-test}" && say "everything is installed" ;;
build) build ;;
demo) demo ;;
test) tests ;;
install) install_it ;;
package) package "${2:-all}" ;;
-h | --help | help) usage ;;
*) usage >&2; exit 2 ;;
esac
