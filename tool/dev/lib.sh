# What the scripts in this folder share. Sourced, never run:
#
#   source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
#   install_packages "${build_packages[@]}"
#   build epflint
#
# The rule for all of them: standard output carries only what was asked for, so
# that it can be piped; everything chatty goes to standard error.
#
# Environment:
#   EPFLINT_NO_INSTALL=1   never call apt-get: what is missing is my business
#   EPFLINT_NO_KERNEL=1    tool/dev/test leaves the real-kernel tests out
#   EPFLINT_NO_CONSUMERS=1 it leaves out the programs that read our formats
#   EPFLINT_DEV_CACHE=DIR  where kernel trees and those programs live (default
#                          ~/.cache/epflint)
#
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# shellcheck shell=bash

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

# To build epflint and its tests. clang-19 itself is no part of the build: tests
# and timing compare with it, and kernel trees are prepared with it. clang-tidy-19
# is what tests load our module into.
# shellcheck disable=SC2034
build_packages=(
  clang-19 llvm-19-dev libclang-19-dev libclang-cpp19-dev llvm-19-tools
  lld-19 clang-format-19 clang-tidy-19 clang-tools-19
  libgrpc++-dev libprotobuf-dev
  libcli11-dev nlohmann-json3-dev libvalijson-dev libgtest-dev libgmock-dev
  libgmime-3.0-dev libgit2-dev pkg-config git patch
  ccache cmake ninja-build g++ python3 python3-yaml
)

# To configure a kernel tree, beside linux-source-VERSION.
# shellcheck disable=SC2034
kernel_packages=(
  clang-19 llvm-19-dev lld-19
  flex bison bc libelf-dev libssl-dev xz-utils make cpio
)

# To check formats with the programs that read them; tool/dev/consumers has the
# rest, from npm.
# shellcheck disable=SC2034
consumer_packages=(
  nodejs chromium fonts-dejavu-core libxml2-utils mandoc fish zsh
)

# To run the rules inside editors; tool/dev/hosts says how.
# shellcheck disable=SC2034
host_packages=(clang-tidy-19 neovim emacs-nox elpa-eglot)

say() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }

die() {
  say "$*"
  exit 1
}

# The packages among "$@" that are not installed, one a line.
missing_packages() {
  local package status
  for package in "$@"; do
    # shellcheck disable=SC2016 # dpkg-query's own syntax
    status=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null) || true
    [[ $status == installed* ]] || printf '%s\n' "$package"
  done
}

# Runs a command as root, through sudo where that is needed.
as_root() {
  if [[ $EUID -eq 0 ]]; then
    "$@"
  else
    sudo -- "$@"
  fi
}

# Installs those of the Debian packages "$@" that are missing; the network is
# not touched when there are none.
install_packages() {
  local missing
  [[ ${EPFLINT_NO_INSTALL:-} != 1 ]] || return 0
  if ! command -v dpkg-query >/dev/null; then
    say "no Debian here, hoping that these are installed under some name: $*"
    return 0
  fi
  mapfile -t missing < <(missing_packages "$@")
  [[ ${#missing[@]} -gt 0 ]] || return 0
  if [[ $EUID -ne 0 ]] && ! command -v sudo >/dev/null; then
    die "these packages are missing, and installing them takes root or sudo:" \
      "apt-get install ${missing[*]}"
  fi
  say "installing ${missing[*]}"
  {
    as_root apt-get -q update
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q install -y \
      --no-install-recommends -o DPkg::Lock::Timeout=300 "${missing[@]}"
  } >&2
}

# Configures, and builds the targets "$@".
build() {
  (
    cd "$root" &&
      cmake --preset release &&
      cmake --build --preset release --target "$@"
  ) >&2
}

# The folder that holds kernels and consumers, outside the tree.
cache_dir() {
  printf '%s\n' "${EPFLINT_DEV_CACHE:-${XDG_CACHE_HOME:-${HOME:?}/.cache}/epflint}"
}
