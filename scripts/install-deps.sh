#!/usr/bin/env bash
# Installs what building, testing and the demo need on Debian and its kin, and
# nothing that is there already. The second time it only looks: no network.
#
#   scripts/install-deps.sh           everything
#   scripts/install-deps.sh --list    only print what is missing
#
# Whoever keeps a server of their own may do so: of MariaDB only the programs are
# installed (the core packages), not the package that starts a system service; of
# PostgreSQL the package is told to make no cluster.
set -euo pipefail

# Packages that are there under this very name or not at all.
packages=(
  gcc libc6-dev                                            # cgo
  libgl-dev libx11-dev libxcursor-dev libxrandr-dev        # the window
  libxinerama-dev libxi-dev libxxf86vm-dev
  libgl1-mesa-dri                                          # drawing without a graphics card
)
# Programs that may come from elsewhere: the program, then the package that has it.
programs=(
  "pkg-config pkgconf"
  "mariadbd mariadb-server-core"
  "my_print_defaults mariadb-client-core"                  # mariadb-install-db calls it
  "initdb postgresql"
  "Xvfb xvfb"
  "xdotool xdotool"
  "import imagemagick"
)

# An ordinary user's PATH often lacks the directories for daemons.
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
# Debian keeps PostgreSQL's programs in a folder a version.
for programs_of_postgres in /usr/lib/postgresql/*/bin; do
  PATH=$PATH:$programs_of_postgres
done

installed() {
  dpkg-query -W -f '${db:Status-Status}\n' "$1" 2>/dev/null | grep -qx installed
}

# Go is not ours to install. One older than 1.21 does not even understand go.mod; a
# later one fetches what go.mod asks for, or says itself what it lacks.
check_go() {
  local version
  if ! version=$(go env GOVERSION 2>/dev/null); then
    echo "Go is missing: install Go 1.26 or newer (go.dev/doc/install) and put it on the PATH." >&2
    exit 1
  fi
  if [[ $version =~ ^go1\.([0-9]+) ]] && ((BASH_REMATCH[1] < 21)); then
    echo "$version is too old: OB Ferry is built with Go 1.26 or newer." >&2
    exit 1
  fi
}

# pip must not only be there: the shim of a version manager may have no Python behind it.
pip_works() {
  pip3 --version >/dev/null 2>&1 || pip --version >/dev/null 2>&1 ||
    python3 -m pip --version >/dev/null 2>&1
}

missing() {
  local package entry program
  for package in "${packages[@]}"; do
    installed "$package" || echo "$package"
  done
  for entry in "${programs[@]}"; do
    read -r program package <<<"$entry"
    command -v "$program" >/dev/null || echo "$package"
  done
  pip_works || echo python3-pip
}

if ! command -v dpkg-query >/dev/null; then
  # Another kind of system: go on if the programs are there, else say what to look for.
  packages=()
  mapfile -t wanted < <(missing)
  if ((${#wanted[@]})); then
    echo "This system has no dpkg, and some programs are missing." >&2
    echo "Install, under the names that they have here: ${wanted[*]}" >&2
    exit 1
  fi
  exit 0
fi

mapfile -t wanted < <(missing)
if [[ ${1:-} == --list ]]; then
  ((${#wanted[@]} == 0)) || printf '%s\n' "${wanted[@]}"
  exit 0
fi
check_go
((${#wanted[@]})) || exit 0

as_root=()
if [[ $(id -u) != 0 ]]; then
  # Without a terminal nobody can type a password: then only a sudo that asks none helps.
  if command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [[ -t 0 ]]; }; then
    as_root=(sudo)
  else
    echo "Some packages are missing, and installing them takes root. As root, run:" >&2
    echo "  apt-get install --no-install-recommends ${wanted[*]}" >&2
    exit 1
  fi
fi

apt() {
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get -q -y -o DPkg::Lock::Timeout=300 "$@"
}

echo "Installing: ${wanted[*]}"
apt update
clusters=/etc/postgresql-common/createcluster.conf
if [[ " ${wanted[*]} " == *" postgresql "* ]]; then
  # The package of PostgreSQL would make a cluster and start it.
  apt install --no-install-recommends postgresql-common
  if [[ -f $clusters ]]; then
    "${as_root[@]}" sed -ri.kept 's/^#?\s*create_main_cluster\b.*/create_main_cluster = false/' "$clusters"
  fi
fi
apt install --no-install-recommends "${wanted[@]}"
if [[ -f $clusters.kept ]]; then
  "${as_root[@]}" mv "$clusters.kept" "$clusters"
fi

mapfile -t wanted < <(missing)
if ((${#wanted[@]})); then
  echo "Still missing after the installation: ${wanted[*]}" >&2
  exit 1
fi
