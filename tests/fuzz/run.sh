#!/usr/bin/env bash
# Fuzz every reader from its seed corpus: tests/fuzz/run.sh PYTHON [SECONDS]. Two at a time; stops at the first finding.
set -euo pipefail
python=$1
seconds=${2:-60}
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$python" "$here/seeds.py" "$work"
one() {
  name=$(basename "$1")
  if ! "$python" "$here/fuzz_reader.py" "$name" "$1" -max_total_time="$seconds" -timeout=2 -rss_limit_mb=512 \
    -max_len=65536 -seed=1 -artifact_prefix="$1/" -print_final_stats=1 >"$1.log" 2>&1; then
    tail -n 60 "$1.log"
    echo "fuzz: $name: a finding"
    return 255
  fi
  echo "fuzz: $name: $(grep -o 'stat::number_of_executed_units: .*' "$1.log" | grep -o '[0-9]*') inputs, no finding"
}
export -f one
export python here seconds
printf '%s\n' "$work"/*/ | sed 's:/$::' | xargs -n 1 -P 2 bash -c 'one "$0"'
