#!/bin/sh
# Makes the root file system ("base") of a kind of host, once, and prints the directory it is in.
# usage: build.sh apt|dnf|dnf5|engine
#
# Bases are kept in $XDG_CACHE_HOME/tendhost-hosts, else ~/.cache/tendhost-hosts, under a hash of what made
# them: a changed recipe builds anew. That directory may be removed whenever no host runs. Needs root,
# mmdebstrap, and a Debian mirror among the machine's apt sources.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
kind=$1
cache=${XDG_CACHE_HOME:-$HOME/.cache}/tendhost-hosts
case $kind in
  apt) recipe=base-apt.sh ;;
  dnf) recipe='base-apt.sh rpm.sh base-dnf.sh' ;;
  dnf5) recipe='rpm.sh base-dnf5.sh' ;;
  engine) recipe='base-apt.sh base-engine.sh' ;;
esac
key=$(cd "$here" && cat common.sh $recipe | sha256sum | cut -c 1-12)
base=$cache/$kind-$key

case $recipe in
  'base-apt.sh '*) below=$(sh "$here/build.sh" apt) ;;
  *) below= ;;
esac
mkdir -p "$cache"
exec 9>"$cache/$kind.lock"
flock 9
if [ ! -d "$base" ]; then
  rm -rf "$base.part"
  # What the recipe mounts and starts ends with its namespaces, even if it is killed.
  unshare --mount --pid --fork --kill-child --mount-proc --propagation private -- \
    sh -eu "$here/base-$kind.sh" "$base.part" "$below" 9>&- >&2 </dev/null
  mv "$base.part" "$base"
fi
echo "$base"
