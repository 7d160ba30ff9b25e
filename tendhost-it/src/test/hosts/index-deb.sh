#!/bin/sh
# Makes the index of a directory of .deb files, as a suite that apt takes with [trusted=yes].
# usage: index-deb.sh DIRECTORY SUITE. (apt-ftparchive would do it too, but installing it upgrades the machine's apt.)
set -eu
mkdir -p "$1"
cd "$1"
dpkg-scanpackages --multiversion . 2>/dev/null >Packages.new
mv Packages.new Packages
{
  printf 'Origin: Tests\nLabel: Tests\nSuite: %s\nCodename: %s\n' "$2" "$2"
  printf 'Date: %s\nSHA256:\n' "$(LC_ALL=C date -u '+%a, %d %b %Y %H:%M:%S UTC')"
  printf ' %s %s Packages\n' "$(sha256sum Packages | cut -d ' ' -f 1)" "$(stat -c %s Packages)"
} >Release.new
mv Release.new Release
