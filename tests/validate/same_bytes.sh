#!/usr/bin/env bash
# The same form gives the same bytes: twice, with 1, 2 and 8 jobs, in another locale, time zone and on another day.
#
#   same_bytes.sh PROGRAM FORM...
#   same_bytes.sh --self-test
#
# Prints one line per difference and closes with `N passed, N failed`. Another day needs `faketime`.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

compare_all() { # PROGRAM FORM...
    local program=$1 passed=0 failed=0 form scratch variant
    shift
    for form in "$@"; do
        scratch=$(mktemp -d)
        render() { # NAME ENVIRONMENT... -- ARGUMENT...
            local name=$1 settings=()
            shift
            while [ "$1" != -- ]; do settings+=("$1"); shift; done
            shift
            env "${settings[@]}" "$program" render "$form" -o "$scratch/$name" --format pdf,docx,html "$@" >"$scratch/$name.log" 2>&1 ||
                echo "FAIL $form: $name: exit $?: $(tail -n 1 "$scratch/$name.log")"
        }
        render first LC_ALL=C TZ=UTC --
        render again LC_ALL=C TZ=UTC --
        for jobs in 1 2 8; do render "jobs-$jobs" LC_ALL=C TZ=UTC -- --jobs "$jobs"; done
        render locale LC_ALL=zh_CN.GB18030 LANG=zh_CN.GB18030 TZ=UTC --
        render zone LC_ALL=C TZ=Pacific/Kiritimati --
        day=(LC_ALL=C TZ=UTC)
        render day "${day[@]}" "LD_PRELOAD=$faketime" "FAKETIME=2031-02-28 23:59:58" --
        for variant in again jobs-1 jobs-2 jobs-8 locale zone day; do
            if [ -n "$(find "$scratch/first" -type f 2>/dev/null | head -n 1)" ] &&
                diff -rq "$scratch/first" "$scratch/$variant" >"$scratch/diff" 2>&1; then
                passed=$((passed + 1))
            else
                failed=$((failed + 1))
                echo "FAIL $form: $variant: $(sed "s|$scratch/||g" "$scratch/diff" 2>/dev/null | head -n 3 | tr '\n' ';')"
            fi
        done
        rm -rf "$scratch"
    done
    echo "$passed passed, $failed failed"
    [ "$failed" = 0 ] && [ "$passed" != 0 ]
}

self_test() {
    local scratch passed=0 failed=0 fault
    scratch=$(mktemp -d)
    echo "案由: 特种作业" >"$scratch/样例.yaml"
    for fault in "" clock zone locale jobs order; do
        if FAULT=$fault compare_all "$here/fake_wenshu.py" "$scratch/样例.yaml" >"$scratch/log"; then found=no; else found=yes; fi
        if { [ -z "$fault" ] && [ $found = no ]; } || { [ -n "$fault" ] && [ $found = yes ]; }; then
            passed=$((passed + 1))
        else
            failed=$((failed + 1))
            echo "FAIL self-test, ${fault:-nothing planted}: $(tail -n 3 "$scratch/log")"
        fi
    done
    rm -rf "$scratch"
    echo "$passed passed, $failed failed"
    [ "$failed" = 0 ]
}

faketime=$(find /usr/lib* -name libfaketime.so.1 2>/dev/null | head -n 1)
[ -n "$faketime" ] || { echo "FAIL faketime is not installed"; exit 1; }
case "${1:-}" in
"") sed -n '2,7s/^# \{0,1\}//p' "$0"; exit 2 ;;
--self-test) self_test ;;
*) compare_all "$@" ;;
esac
