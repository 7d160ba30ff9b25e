#!/bin/sh
# Makes the metadata of a directory of .rpm files, with the advisories in its updateinfo.xml if there is one.
# usage: index-rpm.sh DIRECTORY
set -eu
mkdir -p "$1"
createrepo_c --quiet --update "$1"
if [ -e "$1/updateinfo.xml" ]; then
  modifyrepo_c "$1/updateinfo.xml" "$1/repodata" >/dev/null
fi
