# Removes the directories of ended jobs in which nothing was changed for some time. Set before:
# minutes, days (the same in whole days, for a find without -mmin), most (how many at a time).

# untouched PATH: whether it and everything in it is old enough.
untouched() {
  young=$(find "$1" ! -mmin "+$minutes" 2> /dev/null) || young=$(find "$1" ! -mtime "+$days") || return 1
  [ -z "$young" ]
}

# leave: whether nobody needs the job any more; nobody starts it from here on.
leave() {
  judge
  case $state in running|orphaned) return 1 ;; esac
  [ -z "$inside" ] || untouched "$dir" || return 1
  ! exists "$claim" || untouched "$claim" || return 1
  [ "$state" != not-started ] || {
    ln -s sealed "$claim" 2> /dev/null
    judge
    [ "$state" = sealed ]
  }
}

removed=0
lowest
[ "$above" = "$base" ] || { say removed 0; finish; }
safe_base
set +f
set -- "$base"/[A-Za-z0-9]* "$base"/.gone-* "$base"/.started-*
set -f
for each; do
  [ "$removed" -lt "$most" ] || break
  entry "$each"
  [ "$uid" = "$me" ] || continue
  name=${each##*/}
  case $name in
    .started-*)
      job "${name#.started-}"
      exists "$dir" || ! leave || rm -f "$claim"
      continue
      ;;
  esac
  case $mode in d*) ;; *) continue ;; esac
  ! others_write && cd "$each" || continue
  case $name in
    .gone-*) ;;
    *)
      job "$name"
      inside=yes
      leave || continue
      # Out of the way at once, so that nobody finds half of a job.
      gone=$base/.gone-$name
      mv "$each" "$gone" && rm -f "$claim" || continue
      each=$gone
      ;;
  esac
  cd / && rm -rf "$each" && removed=$((removed + 1))
done
say removed "$removed"
finish
