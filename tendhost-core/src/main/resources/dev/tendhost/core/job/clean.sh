# Removes the directories of ended jobs in which nothing was changed for some time. Set before:
# minutes, days (the same in whole days, for a find without -mmin), most (how many at a time).

# untouched DIR: whether everything in it is old enough.
untouched() {
  young=$(find "$1" ! -mmin "+$minutes" 2> /dev/null) || young=$(find "$1" ! -mtime "+$days") || return 1
  [ -z "$young" ]
}

removed=0
lowest
[ "$above" = "$base" ] || { say removed 0; finish; }
safe_base
set +f
set -- "$base"/[A-Za-z0-9]* "$base"/.gone-*
set -f
for each; do
  [ "$removed" -lt "$most" ] || break
  entry "$each"
  case $mode in d*) ;; *) continue ;; esac
  [ "$uid" = "$me" ] && ! others_write && cd "$each" || continue
  case $each in
    "$base"/.gone-*) ;;
    *)
      judge
      case $state in running|orphaned) continue ;; esac
      untouched "$each" || continue
      # Nobody starts it from here on.
      if [ "$state" = not-started ]; then
        ln -s sealed started 2> /dev/null
        judge
        [ "$state" = sealed ] || continue
      fi
      # Out of the way at once, so that nobody finds half of a job.
      gone=$base/.gone-${each##*/}
      mv "$each" "$gone" || continue
      each=$gone
      ;;
  esac
  cd / && rm -rf "$each" && removed=$((removed + 1))
done
say removed "$removed"
finish
