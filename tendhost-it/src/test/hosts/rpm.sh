# What the recipes of hosts with rpm share.

# rpm_host: prints what makes an rpm database with what scripts and dnf rely on, and says who the host is.
rpm_host() {
  cat <<'EOF'
    mkdir -p /var/lib/rpm /etc/rpm /etc/dnf /etc/yum.repos.d
    # Debian's rpm would keep its database in the home directory, and rpm 6 refuses unsigned packages.
    printf '%%_dbpath /var/lib/rpm\n%%_pkgverify_level digest\n' >/etc/rpm/macros
    printf '[main]\ngpgcheck=0\ninstallonly_limit=3\nbest=True\nskip_if_unavailable=False\n' >/etc/dnf/dnf.conf
    printf 'NAME="Test Linux"\nID=testlinux\nID_LIKE="rhel fedora"\nVERSION_ID=9\n' >/etc/os-release
    cat >/tmp/base.spec <<'SPEC'
Name: base
Version: 1
Release: 1
Summary: what every host has
License: MIT
BuildArch: noarch
Provides: /bin/sh
Provides: system-release = 9
Provides: system-release(releasever) = 9
%description
%files
SPEC
    rpmbuild --quiet -bb --define '_topdir /tmp/rpm' /tmp/base.spec
    rpm -i /tmp/rpm/RPMS/noarch/base-1-1.noarch.rpm
    rm -rf /tmp/rpm /tmp/base.spec
EOF
}

# without_apt ROOT: takes away what a host of rpm does not have.
without_apt() {
  rm -rf "$1"/usr/bin/apt* "$1"/usr/bin/dpkg* "$1/var/lib/dpkg" "$1/etc/apt" "$1/var/lib/apt" "$1/var/cache/apt"
}
