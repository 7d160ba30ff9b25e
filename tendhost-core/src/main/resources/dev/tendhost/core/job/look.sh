# Looks at a job and at the news in its files; waits for news as long as it runs. Set before: id,
# rest (seconds to wait first, for a directory that is not there too), wait (seconds to wait for
# news), chunk (bytes of a file a look), seal (yes: a job that was not started must never be), files
# (words like NAME:OFFSET).

# enter: goes into the job's directory if it is there. What others could change is not looked at, and
# closed says why.
enter() {
  closed=
  lowest
  [ "$above" = "$base" ] || return 0
  safe_base
  exists "$dir" || return 0
  closed=$(own "$dir") || exit 1
  [ -z "$closed" ] || return 0
  if cd "$dir" 2> /dev/null; then inside=yes
  elif exists "$dir"; then exit 1
  fi
}

# An unsafe directory does not hide that its job is at work; whatever else is asked is refused.
refuse_closed() {
  [ "$closed" ] || return 0
  case $state in running|orphaned) [ "$reading" ] || return 0 ;; esac
  printf '%s\n' "$closed"
  exit 0
}

# size NAME: sets size, "none" where there is no such file.
size() {
  size=none
  exists "$1" || return
  [ -f "$1" ] && [ ! -L "$1" ] || refuse "not-a-file $dir/$1"
  size=$(stat -c %s "$1" 2> /dev/null || wc -c < "$1")
  size=$((size))
}

has_news() {
  [ "$inside" ] || return 1
  for each in $files; do
    size "${each%:*}"
    [ "$size" = none ] || [ "$size" = "${each##*:}" ] || return 0
  done
  return 1
}

# digits: writes length bytes of the file from offset on. Much goes in base64 where the host has it,
# which is many times as fast as od: whole blocks, and how many bytes before offset they begin.
digits() {
  if [ "$length" -gt 4096 ] && command -v base64 > /dev/null; then
    first=$((offset / block))
    count=$(((offset + length + block - 1) / block - first))
    dd if="./$name" bs=$block skip=$first count=$count 2> /dev/null | base64 | tr -d '\n'
    printf ' %s' $((offset - first * block))
  else
    od -An -v -tx1 -j "$offset" -N "$length" "./$name" | tr -d ' \n'
  fi
}

# Makes sure that a job that was not started never is, before anybody is told that it is over.
seal() {
  case $state in
    not-started) word=sealed ;;
    unknown) word=gone; make_base cannot-seal ;;
    *) return 0 ;;
  esac
  why=$(LC_ALL=C ln -s "$word" "$claim" 2>&1)
  [ "$inside" ] || enter
  judge
  refuse_closed
  case $state in not-started|unknown) refuse "cannot-seal $claim: $why" ;; esac
}

job "$id"
reading= state=unknown block=16384
[ -z "$files" ] || [ "$wait" -gt 0 ] || reading=yes

rest=$((rest * 25)) wait=$((wait * 25))
while :; do
  [ "$state" != unknown ] || enter
  judge
  refuse_closed
  case $state in running|orphaned|not-started|unknown) ;; *) break ;; esac
  if [ "$rest" -gt 0 ]; then
    nap
    rest=$((rest - slept))
  elif [ "$state" = unknown ] || has_news || [ "$wait" -le 0 ]; then break
  else
    nap
    wait=$((wait - slept))
  fi
done
[ "$seal" != yes ] || seal

# The state comes first: what an ended job has written is then there.
[ "$inside" ] || { say state "$state" hidden; finish; }
say state "$state" "$code"
for each in $files; do
  name=${each%:*} offset=${each##*:}
  size "$name"
  if [ "$size" = none ] || [ "$size" -le "$offset" ]; then
    say data "$name" "$offset" "$size"
  else
    length=$((size - offset))
    [ "$length" -le "$chunk" ] || length=$chunk
    printf 'tendhost-job %s data %s %s %s ' "$nonce" "$name" "$offset" "$size"
    digits
    echo
  fi
done
finish
