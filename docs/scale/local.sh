#!/bin/sh
# 在一台机器上试分工：同一批案件，一次做完，和分三份做再汇总，两次的结果逐文件比较。
# 用法：docs/scale/local.sh [案件数]　　程序不在 PATH 里的，先写 WENSHU=程序的路径
set -eu
wenshu=${WENSHU:-wenshu}
count=${1:-30}
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 "$here/../../benches/batch/cases.py" "$work/cases" "$count"
cp -r "$work/cases" "$work/shared"

# 一台机器
"$wenshu" batch "$work/cases" -o "$work/one" --quiet

# 三台机器：先发文号，三份同时做，最后汇总
"$wenshu" batch "$work/shared" -o "$work/three" --numbers-only --quiet
pids=
for i in 1 2 3; do
    "$wenshu" batch "$work/shared" -o "$work/three" --shard "$i/3" --quiet &
    pids="$pids $!"
done
for pid in $pids; do
    wait "$pid"
done
"$wenshu" batch "$work/shared" -o "$work/three" --collect --quiet

# 登记的行和各案文件夹、整个行动的文件都应当相同；.wenshu 是程序自己的，各份的汇总只有分工才有
cmp "$work/cases/agencies/register.csv" "$work/shared/agencies/register.csv"
rm -f "$work"/three/batch-summary-*.json
diff -r -x .wenshu "$work/one" "$work/three"
echo "相同：一次做完的和分三份做的，$count个案件，$(find "$work/three" -type f -not -path '*/.wenshu/*' | wc -l)个文件"
