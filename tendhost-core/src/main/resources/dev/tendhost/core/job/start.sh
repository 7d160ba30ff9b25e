# Starts a job, or finds it started. Set before: id, systemd (a directory that is there where systemd
# runs the machine; empty: do not use it), runner (the text of run.sh). Standard input: the
# command, then a last line "end".

# put NAME TEXT: makes a file as a whole or not at all; the first one stays.
put() {
  exists "$1" && return
  said=$(printf '%s' "$2" | LC_ALL=C tee ".$1.$$" 2>&1 > /dev/null) &&
    said=$(LC_ALL=C ln ".$1.$$" "$1" 2>&1)
  rm -f ".$1.$$"
  exists "$1" || refuse "cannot-write $dir/$1: $said"
}

# A runner too many ends by itself, so trying another way is safe. The fewer options, the older the
# systemd that knows them (240, 236 and 220 brought the first three). The unit's kind is said, as an
# id may end like another one.
launch() {
  if [ -d "$systemd" ] && command -v systemd-run > /dev/null 2>&1; then
    for options in '--collect --no-block --property=Type=exec' '--collect --no-block' ''; do
      set -- $options --unit="tendhost-$id.service" --property=KillMode=process /bin/sh "$dir/run" "$dir" "$path"
      said=$(LC_ALL=C systemd-run "$@" 2>&1 < /dev/null) && return
      case $said in *already*) return ;; esac
    done
  fi
  # As nohup does, which not every busybox has.
  (trap '' HUP; exec setsid sh "$dir/run" "$dir" "$path") < /dev/null > /dev/null 2>&1 &
}

[ -r /proc/$$/stat ] && [ -r /proc/sys/kernel/random/boot_id ] || refuse no-proc
command -v setsid > /dev/null 2>&1 || refuse no-setsid
cmd=$(cat)
case $cmd in *'
end') cmd=${cmd%end} ;; *) say cut-off; finish ;; esac

make_base cannot-write
job "$id"
[ ! -L "$claim" ] || refuse given-up
# A job that removed its own directory is not run a second time.
exists "$dir" || [ ! -f "$claim" ] || { say started; finish; }
# An ACL that is handed down would count instead of the umask.
said=$(LC_ALL=C mkdir -m 700 "$dir" 2>&1) || exists "$dir" || refuse "cannot-write $dir: $said"
own "$dir"
cd "$dir" || refuse "not-a-directory $dir"

put cmd "$cmd"
[ "$(cat cmd; echo end)" = "${cmd}end" ] || refuse another-command
put run "$runner"
put out ''
exists "$claim" || launch
# A runner first waits for the disk, which may be busy.
left=$((60 * 25))
until exists "$claim" || [ "$left" -le 0 ]; do
  nap
  left=$((left - slept))
done
# Nothing may start it once it is said that it was not started.
exists "$claim" || if said=$(LC_ALL=C ln -s sealed "$claim" 2>&1); then
  put probe.$$ "$(printf '%4096s' x)"
  rm -f probe.$$
  refuse not-launched
fi
[ ! -L "$claim" ] || refuse given-up
[ -f "$claim" ] || { say undecided "$said"; finish; }
say started
finish
