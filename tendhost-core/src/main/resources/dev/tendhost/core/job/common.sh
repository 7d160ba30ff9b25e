# Common to start.sh, look.sh and clean.sh, which follow it in one script for a POSIX sh.
# Set before it: nonce, base (where job directories are).
# Functions here leave "each" and "name" to who calls them.
umask 077
set -f
path=${PATH:-}
for each in /usr/local/sbin /usr/local/bin /usr/sbin /usr/bin /sbin /bin; do
  case ":$path:" in *":$each:"*) ;; *) path=${path:+$path:}$each ;; esac
done
PATH=$path
me=$(id -u) && [ "$me" ] || exit 1

# Every line of a reply bears the nonce, so that noise of the host is not taken for it.
say() { printf 'tendhost-job %s %s\n' "$nonce" "$*"; }
finish() { say end; exit 0; }
refuse() { say "refused $*"; finish; }

# nap: sleeps, and sets slept to for how long, in 25ths of a second: counted, not read off a clock, which
# may jump. The first naps are short, as what is waited for is often near; all are whole seconds where
# sleep knows no others.
naps=0
nap() {
  naps=$((naps + 1)) tick=0.2 slept=5
  [ "$naps" -gt 12 ] || tick=0.04 slept=1
  sleep "$tick" 2> /dev/null || { sleep 1; slept=25; }
}

# exists PATH: also a link that leads nowhere.
exists() { [ -e "$1" ] || [ -L "$1" ]; }

# entry PATH: sets mode and uid of what PATH itself is, not of what a link leads to. A host on which
# ls does not run for want of anything is asked again.
entry() {
  entry=$1
  set -- $(LC_ALL=C ls -ldn "$1" 2>/dev/null)
  mode=${1-} uid=${3-}
  [ -n "$mode" ] || ! exists "$entry" || exit 1
}

# Whether others than the owner may write; with an ACL, ls shows its mask for the group.
others_write() { case $mode in ?????w*|????????w*) return 0 ;; esac; return 1; }

# own DIR: a directory of ours, no link, that nobody else can write.
own() {
  entry "$1"
  case $mode in
    l*) refuse "symlink $1" ;;
    d*) ;;
    *) refuse "not-a-directory $1" ;;
  esac
  [ "$uid" = "$me" ] || refuse "owner $1"
  ! others_write || refuse "writable $1"
}

# ways PATH: nobody but root and us can put another directory in the place of PATH or of one above.
# In a sticky directory like /tmp nobody can, as what lies in it is root's or ours too.
ways() {
  way=$1
  while :; do
    entry "${way:-/}"
    [ "$uid" = 0 ] || [ "$uid" = "$me" ] || refuse "owner ${way:-/}"
    case $mode in
      l*|d????????[tT]*) ;;
      d*) ! others_write || refuse "writable ${way:-/}" ;;
      *) refuse "not-a-directory ${way:-/}" ;;
    esac
    [ -n "$way" ] || break
    way=${way%/*}
  done
}

# Both the way that is written and the one that links on it lead.
safe_ways() {
  ways "$1"
  real=$(cd -P "${1:-/}" 2>/dev/null && pwd -P) || refuse "not-a-directory ${1:-/}"
  [ "$real" = "${1:-/}" ] || ways "${real%/}"
}

safe_base() {
  safe_ways "${base%/*}"
  own "$base"
}

# lowest: sets above to what is there of base, from the top. What we may not look into may hold more.
lowest() {
  above=$base
  until exists "$above"; do above=${above%/*} above=${above:-/}; done
  [ -x "$above" ] || refuse "owner $above"
}

# process PID: sets pstate, psession and pstart (fields 3, 6 and 22 of its stat). The second field,
# the name, may hold anything, so what counts stands behind the last ")".
process() {
  text=
  { while IFS= read -r line || [ -n "$line" ]; do text="$text $line"; done < "/proc/$1/stat"; } 2>/dev/null
  set -- ${text##*)}
  [ $# -ge 20 ] || return 1
  pstate=$1 psession=$4
  shift 19
  pstart=$1
  case $pstate in Z|X|x) return 1 ;; esac
}

# Whether a process of the job's session lives. As long as one does, the kernel gives its number to
# nobody else; a living process of that number which is not the runner that led it shows that none is
# left. A look at /proc that does not even show this script proves nothing.
session_lives() {
  [ "$session" != "$pid" ] || ! process "$session" || [ "$pstart" = "$start" ] || return 1
  seen=
  set +f
  set -- /proc/[0-9]*
  set -f
  for other; do
    if process "${other#/proc/}"; then
      [ "$psession" != "$session" ] || return 0
      [ "$other" != "/proc/$$" ] || seen=yes
    fi
  done
  [ "$seen" ] || exit 1
  return 1
}

# The job called id: its directory, and the claim of its runner. That lies beside the directory, where
# the job does no harm to it; a link that leads nowhere in its place keeps any runner from claiming.
job() { id=$1 dir=$base/$1 claim=$base/.started-$1 inside=; }

# make_base WORD: makes base where it is safe, or refuses with the word.
make_base() {
  lowest
  [ "$above" = "$base" ] || {
    safe_ways "${above%/}"
    said=$(LC_ALL=C mkdir -p "$base" 2>&1) || refuse "$1 $base: $said"
  }
  safe_base
}

# Whether ./rc says how the command ended; sets code. Who cannot read what is there knows nothing, and
# breaks off to be asked again; so below.
has_ended() {
  code= said=
  [ "$inside" ] && [ -f rc ] || return 1
  { read -r said also code rest || :; } < rc || exit 1
  [ "$said $also" = 'exit code' ] || code=
  case $code in ''|*[!0-9]*|????*) return 1 ;; esac
}

# read_claim: sets what the claim says.
read_claim() {
  pid= start= session= booted=
  {
    while IFS='=' read -r key said; do
      case $key in pid) pid=$said ;; start) start=$said ;; session) session=$said ;; boot) booted=$said ;; esac
    done
  } < "$claim" || exit 1
}

# judge: sets state, and code where it exited. Where inside is set, the working directory is the job's.
judge() {
  code=
  if [ -L "$claim" ]; then
    case $(LC_ALL=C ls -ld "$claim") in *' -> gone') state=gone ;; *) state=sealed ;; esac
  elif [ ! -e "$claim" ]; then
    state=unknown
    [ -z "$inside" ] || state=not-started
    ! has_ended || state=exited
  else
    read_claim
    IFS= read -r boot < /proc/sys/kernel/random/boot_id || refuse "no-proc"
    # An exit code counts when its runner is over: until then somebody else may have written it.
    if [ "$booted" = "$boot" ] && process "$pid" && [ "$pstart" = "$start" ]; then state=running
    elif has_ended; then state=exited
    elif [ "$booted" != "$boot" ]; then state=rebooted
    # Twice, as a process may hand over to a new one while they are looked through.
    elif session_lives || session_lives; then state=orphaned
    else state=killed
    fi
  fi
  # A job that is over and has no directory was cleaned away, or did that itself.
  case $state in sealed|rebooted|killed) [ "$inside" ] && exists "$dir" || state=gone ;; esac
}
