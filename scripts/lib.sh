# Shared by ./sluice and the scripts: finds a JDK, installs what is missing. Sourced, not run.

# Prints the home of a JDK of 25 or newer: JAVA_HOME, then java on the PATH, then the system's folders of JVMs.
find_jdk() {
  local candidate
  for candidate in "${JAVA_HOME:-}" "$(path_java)" /usr/lib/jvm/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [ -n "$candidate" ] && [ -x "$candidate/bin/javac" ] && [ "$(jdk_version "$candidate")" -ge 25 ]; then
      echo "$candidate"
      return 0
    fi
  done
  echo "Sluice needs a JDK of 25 or newer and found none (looked at JAVA_HOME, the PATH and /usr/lib/jvm)." >&2
  echo "Install one, for example Eclipse Temurin 25, and set JAVA_HOME to its folder." >&2
  return 1
}

path_java() {
  local java
  java="$(command -v java)" || return 0
  java="$(readlink -f "$java")"
  echo "${java%/bin/java}"
}

# The major version from the file that every JDK has; asking the JVM itself would cost a start of it.
jdk_version() {
  local line
  line="$(grep -m 1 '^JAVA_VERSION=' "$1/release" 2>/dev/null)" || { echo 0; return; }
  line="${line#*\"}"
  line="${line%%[.\"-]*}"
  case "$line" in '' | *[!0-9]*) echo 0 ;; *) echo "$line" ;; esac
}

# need PACKAGE COMMAND: sees to it that the command is there; installs the Debian package as root, otherwise names it and fails.
need() {
  command -v "$2" >/dev/null 2>&1 && return 0
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "installing $1…" >&2
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$1"; } >/dev/null || {
      echo "could not install the package $1; install it by hand and try again" >&2
      return 1
    }
    return 0
  fi
  echo "$2 is missing. Install the package $1 (on Debian: apt-get install $1) and try again." >&2
  return 1
}
