#!/bin/sh
# Takes the jar apart and has the JVM write down what it learns of a start with that: docs/adr/0017.
#
#   ops/quick-starts.sh JAR DIRECTORY
#
# Replaces DIRECTORY, in which connectly.jar and connectly.aot then belong together:
#
#   java -XX:AOTCache=DIRECTORY/connectly.aot -jar DIRECTORY/connectly.jar serve
#
# The JVM is that of JAVA_HOME. The start that is learnt from has settings and data of its own, and ends before it serves.
set -eu

if [ $# -ne 2 ]; then
    echo "usage: ops/quick-starts.sh JAR DIRECTORY" >&2
    exit 2
fi
java=$JAVA_HOME/bin/java
jar=$1
directory=$2

lesson=$(mktemp -d "${TMPDIR:-/tmp}/connectly-start.XXXXXX")
trap 'rm -rf "$lesson"' EXIT
trap 'exit 130' INT TERM

rm -rf "$directory"
if ! { "$java" -Djarmode=tools -jar "$jar" extract --destination "$directory" &&
    cd "$lesson" &&
    env -i PATH="$PATH" HOME="$lesson" CONNECTLY_ENV=dev DATABASE_URL="sqlite:$lesson/data" \
        "$java" --enable-native-access=ALL-UNNAMED -XX:AOTCacheOutput="$directory/connectly.aot" \
        -Dspring.context.exit=onRefresh -jar "$directory/connectly.jar" serve &&
    [ -f "$directory/connectly.aot" ]; } >"$lesson/output" 2>&1; then
    tail -n 5 "$lesson/output" >&2
    exit 1
fi
