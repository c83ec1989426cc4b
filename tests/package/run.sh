#!/usr/bin/env bash
#
# run.sh [--bare] PACKAGES - do the packages work where nothing else is installed?
#
# PACKAGES is the folder that `bootstrap.sh package` fills. A minimal Debian of the
# release this one is (debootstrap: essential packages, and Python with its venv) is
# unpacked anew, and in it, without compiler and without our libraries' sources, the
# tarball, the wheel and the Debian packages are installed and tried, in this order:
# only the last may bring anything from the mirror. Needs root and a Debian mirror.
# The bare system is kept as PACKAGES/../bare.tar, and made when it is not there;
# --bare does only that, so that it can be made while something is built.
# shellcheck disable=SC2016 # what is quoted is for the shell of the bare system
set -euo pipefail
only_bare=no
if [ "$1" = --bare ]; then
    only_bare=yes
    shift
fi
packages=$(realpath -- "$1")
here=$(realpath -- "$(dirname -- "$0")")
project=$(realpath -- "$here/../..")
bare=$(dirname -- "$packages")/bare.tar
# From a cold start: a page is clean so many seconds after `pip install` has begun.
wheel_seconds=${DBN_WHEEL_SECONDS:-10}
wheel_bytes=$((40 * 1000 * 1000))

passed=0
root=

say() { printf -- '-- %s\n' "$*"; }

die()
{
    printf 'run.sh: %s\n' "$*" >&2
    exit 1
}

# check WHAT COMMAND…
check()
{
    local what=$1
    shift
    if ! "$@" >"$root/tmp/said" 2>&1; then
        cat "$root/tmp/said" >&2
        die "failed: $what"
    fi
    passed=$((passed + 1))
    printf 'ok %d - %s\n' "$passed" "$what"
}

# Run a shell command in the bare system, with a /proc, by which a command finds itself.
inside()
{
    unshare --mount --pid --fork sh -c \
        'mount -t proc proc "$1/proc" && exec chroot "$1" /usr/bin/env -i \
            PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
            /bin/sh -euc "$2"' inside "$root" "$1"
}

make_bare()
{
    local release folder
    # shellcheck source=/dev/null
    release=$(. /etc/os-release && echo "$VERSION_CODENAME")
    folder=$(mktemp -d)
    say "a minimal Debian $release"
    debootstrap --variant=minbase --include=python3,python3-venv "$release" "$folder" \
        >"$folder.log" 2>&1 || { tail -20 "$folder.log" >&2; die "debootstrap fails: is a Debian mirror reachable?"; }
    rm -rf "$folder"/var/cache/apt/archives/*.deb
    tar -C "$folder" -cf "$bare.part" .
    mv "$bare.part" "$bare"
    rm -rf "$folder" "$folder.log"
}

clean_up() { if [ -n "$root" ]; then rm -rf "$root"; fi; }

[ "$(id -u)" -eq 0 ] || die "only root can enter another system"
[ -f "$bare" ] || make_bare
if [ "$only_bare" = yes ]; then exit 0; fi
trap clean_up EXIT
root=$(mktemp -d)
tar -C "$root" -xf "$bare"
cp /etc/resolv.conf "$root/etc/resolv.conf"
cp -r "$project/corpora/fr/serveur-duqu" "$root/tmp/article"
cp "$here"/try.* "$root/tmp/"

check "no compiler, nothing of ICU" inside \
    '! command -v cc && ! command -v gcc && ! command -v pkg-config && ! ls /usr/lib/*/libicu*'

# ---- the tarball ---------------------------------------------------------------------

mkdir "$root/opt/some where"
tar -C "$root/opt/some where" -xf "$packages"/doublon-*-linux-*.tar.gz
mv "$root/opt/some where"/doublon-* "$root/opt/some where/moved"
check "the tarball, unpacked and moved" inside \
    'PATH="/opt/some where/moved/bin:$PATH" sh -eu /tmp/try.sh "/opt/some where/moved/"'
check "the tarball's completions and manual are there" inside \
    'cd "/opt/some where/moved/share" && test -s man/man1/doublon-clean.1 && test -s bash-completion/completions/doublon'
check "its libraries have their licences" inside \
    'cd "/opt/some where/moved/share/doc/doublon/licences" && grep -qi unicode libicu* && grep -q MIT doublon'
rm -rf "$root/opt/some where"

# ---- the wheel -----------------------------------------------------------------------

wheel=$(ls "$packages"/doublon-*-cp39-abi3-manylinux*.whl)
check "the wheel has at most $wheel_bytes bytes" \
    test "$(stat -c %s "$wheel")" -le "$wheel_bytes"
cp "$wheel" "$root/tmp/"
inside 'python3 -m venv /opt/venv && ! /opt/venv/bin/python -c "import doublon" 2>/dev/null'
start=$(date +%s.%N)
check "the wheel, by pip, without an index" inside \
    '/opt/venv/bin/pip install --quiet --no-index /tmp/doublon-*.whl && /opt/venv/bin/python /tmp/try.py'
took=$(echo "$start $(date +%s.%N)" | awk '{ printf "%.1f", $2 - $1 }')
printf '   %s s from pip install to the first clean page\n' "$took"
check "in at most $wheel_seconds s" awk -v a="$took" -v b="$wheel_seconds" 'BEGIN { exit a > b }'
rm -rf "$root/opt/venv"

# ---- the Debian packages ---------------------------------------------------------------

cp "$packages"/*.deb "$root/tmp/"
check "the packages, by apt" inside \
    'apt-get update -q && cd /tmp && apt-get install -y -q --no-install-recommends \
        ./doublon_*.deb ./libdoublon0_*.deb ./doublon-data_*.deb'
check "the packaged command" inside 'sh -eu /tmp/try.sh /usr/'
check "it asks for what it needs" inside \
    'dpkg-query -W libicu72 libpcre2-8-0 libyaml-0-2 >/dev/null && ldd /usr/bin/doublon | grep -q "libdoublon.so.0 => /" && ! ldd /usr/bin/doublon | grep "not found"'
check "the development package beside it" inside \
    'cd /tmp && apt-get install -y -q --no-install-recommends ./libdoublon-dev_*.deb &&
     test -e /usr/include/doublon.h && test -e "$(ls -d /usr/lib/*/libdoublon.so)"'
check "and away again without a trace" inside \
    'apt-get purge -y -q doublon libdoublon0 libdoublon-dev doublon-data &&
     ! find / -xdev -name "*doublon*" -not -path "/tmp/*" -not -path "/proc/*" -not -path "/var/*" | grep .'
printf '%d passed, 0 failed\n' "$passed"
