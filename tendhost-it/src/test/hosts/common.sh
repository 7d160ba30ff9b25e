# What the recipes of bases share; they run as root, in namespaces of their own (see build.sh).

# Where this machine gets Debian from, in whatever form its sources are written.
mirror() {
  apt-get indextargets --format '$(ORIGIN) $(COMPONENT) $(RELEASE) $(REPO_URI)' 'Identifier: Packages' |
    awk '$1 == "Debian" && $2 == "main" && $3 !~ /-/ { print $4; exit }' | grep . ||
    { echo "no Debian mirror among apt's sources; was apt-get update run?" >&2; return 1; }
}

# debian SUITE ROOT PACKAGES: a small Debian without documentation. Testing may be older than its Release allows.
debian() {
  from=$(mirror)
  mmdebstrap --quiet --variant=apt --include="$3" --aptopt='Acquire::Check-Valid-Until "false"' \
    --dpkgopt=force-unsafe-io --dpkgopt='path-exclude=/usr/share/doc/*' \
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
    "$1" "$2" "$from"
}

# finish ROOT: the user ops, who may do everything by sudo; no sources, no host keys.
finish() {
  chroot "$1" useradd --create-home --shell /bin/bash --uid 1000 --password '*' ops
  echo 'ops ALL=(ALL) NOPASSWD: ALL' >"$1/etc/sudoers.d/ops"
  rm -rf "$1"/etc/apt/sources.list "$1"/etc/apt/sources.list.d/* "$1"/etc/apt/apt.conf.d/99mmdebstrap \
    "$1"/etc/dpkg/dpkg.cfg.d/99mmdebstrap "$1"/etc/ssh/ssh_host_* "$1/etc/resolv.conf"
}

# inside ROOT: runs a script, its standard input, in a root with Debian's packages at hand for as long as it runs.
inside() {
  from=$(mirror)
  cat >"$1/tmp/script"
  cp /etc/resolv.conf "$1/etc/"
  echo "deb $from bookworm main" >"$1/etc/apt/sources.list"
  printf 'force-unsafe-io\npath-exclude=/usr/share/%s/*\n' doc >"$1/etc/dpkg/dpkg.cfg.d/base"
  printf 'path-exclude=/usr/share/%s/*\n' man locale >>"$1/etc/dpkg/dpkg.cfg.d/base"
  printf '#!/bin/sh\nexit 101\n' >"$1/usr/sbin/policy-rc.d"
  chmod 755 "$1/usr/sbin/policy-rc.d"
  mount -t proc proc "$1/proc"
  chroot "$1" /usr/bin/env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 sh -eu /tmp/script
  umount "$1/proc"
  rm -rf "$1/tmp/script" "$1/etc/apt/sources.list" "$1/etc/dpkg/dpkg.cfg.d/base" "$1/usr/sbin/policy-rc.d" \
    "$1/etc/resolv.conf"
  find "$1/var/lib/apt/lists" "$1/var/cache/apt" -type f -delete
}
