#!/usr/bin/env bash
# What the machine refuses is said in Chinese, with an exit status, and nothing is left half-written.
#
#   permissions.sh PROGRAM FORM      FORM: a sound form whose agency file stands beside it or in a folder above
#   permissions.sh --self-test
#
# Run as root: the program is started as a user without rights (setpriv), since nothing is forbidden to root.
# Prints one line per failure and closes with `N passed, N failed`.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
nobody=65534

# Each trial has a folder of its own: form/ (readable), out/ (writable) and the program.
prepare() { # PROGRAM FORM
    work=$(mktemp -d)
    chmod 755 "$work"
    cp "$1" "$work/program"
    cp -r "$(dirname "$2")" "$work/form"
    form=$work/form/$(basename "$2")
    stem=$(basename "$2" .yaml)
    mkdir "$work/out"
    chmod -R go+rX "$work/form"
    chmod 755 "$work/program"
    chown $nobody:$nobody "$work/out"
}

run() { # ARGUMENT... ; sets $status; output in $work/said
    status=0
    (cd / && exec env -u HOME timeout "${SECONDS_PER_TRIAL:-20}" setpriv --reuid=$nobody --regid=$nobody --clear-groups -- "$work/program" "$@") \
        >"$work/heard" 2>"$work/said" </dev/null || status=$?
}

# The program said no: exit 1 or 2, words in Chinese, no panic, and the folder holds what it held before.
expect_refusal() { # NAME EXPECTED-STATUS FOLDER BEFORE
    local problems=""
    [[ " $2 " == *" $status "* ]] || problems+="exit $status instead of ${2// / or }; "
    LC_ALL=C.UTF-8 grep -qP '\p{Han}' "$work/said" || problems+="no word in Chinese on stderr: $(tail -n 1 "$work/said"); "
    ! grep -q "panicked" "$work/said" || problems+="panic; "
    [ "$(snapshot "$3")" = "$4" ] || problems+="something was left or changed: $(snapshot "$3" | head -n 3 | tr '\n' ' '); "
    record "$1" "$problems"
}

record() { # NAME PROBLEMS
    if [ -z "$2" ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAIL $1: ${2%; }"; fi
}

snapshot() { (cd "$1" && find . -mindepth 1 \( -type f -exec sha256sum {} + \) -o \( -mindepth 1 -print \) | sort); }

trials() { # PROGRAM FORM
    passed=0 failed=0
    local before

    prepare "$@"
    run render "$form" -o "$work/out"
    local problems=""
    [ "$status" = 0 ] || problems+="exit $status: $(tail -n 1 "$work/said"); "
    [ -n "$(find "$work/out/$stem" -type f 2>/dev/null | head -n 1)" ] || problems+="nothing was written; "
    record "a user without rights and without a home" "$problems"

    before=$(snapshot "$work/out")
    chmod -R a-w "$work/out"
    run render "$form" -o "$work/out"
    chmod -R u+w "$work/out"
    expect_refusal "an earlier result in a folder that may not be written" "2" "$work/out" "$before"
    rm -rf "$work"

    prepare "$@"
    chown root "$work/out"
    run render "$form" -o "$work/out"
    expect_refusal "an output folder that may not be written" "2" "$work/out" ""
    run render "$form" -o "$work/out/new"
    expect_refusal "an output folder that may not be made" "2" "$work/out" ""
    echo keep >"$work/out/file"
    before=$(snapshot "$work/out")
    run render "$form" -o "$work/out/file"
    expect_refusal "a file in place of the output folder" "2" "$work/out" "$before"
    rm -rf "$work"

    prepare "$@"
    chmod 000 "$form"
    run render "$form" -o "$work/out"
    expect_refusal "a form that may not be read" "1 2" "$work/out" ""
    run render "$work/form/沒有.yaml" -o "$work/out"
    expect_refusal "a form that does not exist" "1 2" "$work/out" ""
    run render "$work/form" -o "$work/out"
    expect_refusal "a folder in place of the form" "1 2" "$work/out" ""
    mkfifo -m 644 "$work/form/pipe.yaml"
    run render "$work/form/pipe.yaml" -o "$work/out"
    expect_refusal "a pipe in place of the form" "1 2" "$work/out" ""
    run render /dev/zero -o "$work/out"
    expect_refusal "a device in place of the form" "1 2" "$work/out" ""
    ln -s nowhere.yaml "$work/form/link.yaml"
    run render "$work/form/link.yaml" -o "$work/out"
    expect_refusal "a link to nothing in place of the form" "1 2" "$work/out" ""
    rm -rf "$work"

    # A full disk, as far as one can have it without a disk: no file may grow beyond 8 KiB.
    prepare "$@"
    status=0
    (trap '' XFSZ && ulimit -f 8 && cd / && exec timeout 60 setpriv --reuid=$nobody --regid=$nobody --clear-groups -- \
        "$work/program" render "$form" -o "$work/out") >/dev/null 2>"$work/said" </dev/null || status=$?
    expect_refusal "a disk that is full" "2" "$work/out" ""
    rm -rf "$work"

    echo "$passed passed, $failed failed"
    [ "$failed" = 0 ]
}

self_test() {
    local scratch good=0 bad=0 fault found
    scratch=$(mktemp -d)
    mkdir "$scratch/form"
    echo "案由: 特种作业" >"$scratch/form/样例.yaml"
    for fault in "" crash half silent success hang; do
        if SECONDS_PER_TRIAL=3 FAULT=$fault trials "$here/fake_wenshu.py" "$scratch/form/样例.yaml" >"$scratch/log"; then found=no; else found=yes; fi
        if { [ -z "$fault" ] && [ $found = no ]; } || { [ -n "$fault" ] && [ $found = yes ]; }; then
            good=$((good + 1))
        else
            bad=$((bad + 1))
            echo "FAIL self-test, ${fault:-nothing planted}: $(tail -n 4 "$scratch/log")"
        fi
    done
    rm -rf "$scratch"
    echo "$good passed, $bad failed"
    [ "$bad" = 0 ]
}

[ "$(id -u)" = 0 ] || { echo "FAIL this needs root, to become a user without rights"; exit 1; }
case "${1:-}" in
"") sed -n '2,8s/^# \{0,1\}//p' "$0"; exit 2 ;;
--self-test) self_test ;;
*) trials "$@" ;;
esac
