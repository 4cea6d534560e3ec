/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.policy;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes the credentials off the address of a database. What is left is kind, host, port and
 * database, and only where they can be told for sure: an at sign may end credentials or stand in
 * one of them, a password may hold whatever ends a host. All properties go, whatever they are
 * called. Any thread.
 */
public final class Dsn {
  private static final int MAX_CHARS = 256;
  private static final String HIDDEN = "***";

  /** What ends an address, and begins properties. */
  private static final String ENDS = "?;#";

  /** What names the kind of database; Oracle's has a second word. */
  private static final Pattern KIND =
      Pattern.compile("jdbc:(?:oracle:(?:thin|oci8?|kprb):|[\\w+.-]+:)?", Pattern.CASE_INSENSITIVE);

  /** Words that vendors put between their name and the host: no part of a password. */
  private static final Pattern PROTOCOL =
      Pattern.compile(
          "(?:(?:tcp|ssl|hsqls?|https?|iam|loadbalance|replication|aurora|sequential|failover|"
              + "load-balance-read|srv|file|nio|zip|mem):)*",
          Pattern.CASE_INSENSITIVE);

  /** The same where there is no at sign, and so no user. */
  private static final Pattern ANY_PROTOCOL = Pattern.compile("(?:[\\w+.-]+:)*");

  /** Hosts with or without ports; anything else may hold a password. */
  private static final Pattern HOSTS;

  /** SQL Server knows no user before the host; what looks like a property there is one. */
  private static final Pattern SQL_SERVER =
      Pattern.compile("jdbc:sqlserver:", Pattern.CASE_INSENSITIVE);

  private static final Pattern SQL_SERVER_PROPERTY = Pattern.compile(";\\s*\\w+\\s*=");

  /** They run in this process, or name their user in a property. */
  private static final Pattern WITHOUT_USER =
      Pattern.compile("jdbc:(?:h2|hsqldb|derby|sqlite|duckdb):", Pattern.CASE_INSENSITIVE);

  static {
    String host = "(?:[\\w.\\\\-]*|\\[[\\p{XDigit}:.%]*])(?::\\d*)?";
    HOSTS = Pattern.compile(host + "(?:," + host + ")*");
  }

  private Dsn() {}

  /** The address without properties and credentials; null stays null. */
  public static @Nullable String of(@Nullable String url) {
    if (url == null) {
      return null;
    }
    Matcher matcher = KIND.matcher(url);
    String kind = matcher.lookingAt() ? matcher.group() : "";
    String address = url.substring(kind.length());
    return JdbcPolicy.cut(kind + shown(kind, address), MAX_CHARS);
  }

  private static String shown(String kind, String address) {
    if (kind.regionMatches(true, 0, "jdbc:oracle:", 0, "jdbc:oracle:".length())) {
      return oracle(address);
    }
    Pattern protocol = address.indexOf('@') < 0 ? ANY_PROTOCOL : PROTOCOL;
    Matcher matcher = protocol.matcher(address);
    int start = matcher.lookingAt() ? matcher.end() : 0;
    return address.startsWith("//", start)
        ? address.substring(0, start + 2) + hosts(kind, address.substring(start + 2))
        : withoutHosts(kind, address);
  }

  /** {@code user/password@where}: quotes allow for any character before the at sign. */
  private static String oracle(String address) {
    int at = address.indexOf('@');
    String where = at == 0 ? withoutProperties(address.substring(1)) : address.substring(at + 1);
    if (at < 0 || where.indexOf('@') >= 0) {
      return address.isEmpty() ? "" : HIDDEN;
    }
    return (at == 0 ? "@" : HIDDEN + '@') + withoutProperties(where);
  }

  /** What comes behind the two slashes: {@code user:password@host:port/database?properties}. */
  private static String hosts(String kind, String rest) {
    int end = firstOf(rest, "/" + ENDS);
    int at = rest.lastIndexOf('@');
    String path = withoutProperties(rest.substring(end));
    if (at < 0 || at >= end) {
      String hosts = rest.substring(0, end);
      boolean mayBeUser = at >= 0 && hosts.indexOf(':') >= 0 && !isSqlServer(kind, rest, end);
      boolean isShown = !mayBeUser && HOSTS.matcher(hosts).matches() && path.indexOf('@') < 0;
      return isShown ? hosts + path : HIDDEN;
    }
    String hosts = rest.substring(at + 1, end);
    // MySQL's address=(host=…)(password=…@
    boolean isSure = firstOf(rest, "(=") > at && HOSTS.matcher(hosts).matches();
    return isSure ? HIDDEN + '@' + hosts + path : HIDDEN;
  }

  private static boolean isSqlServer(String kind, String rest, int end) {
    return SQL_SERVER.matcher(kind).matches()
        && SQL_SERVER_PROPERTY.matcher(rest).region(end, rest.length()).lookingAt();
  }

  /** A file, a name, or a form that is not known. */
  private static String withoutHosts(String kind, String address) {
    boolean hasUser = !WITHOUT_USER.matcher(kind).matches();
    String shown = withoutProperties(address);
    int at = hasUser ? address.indexOf('@') : shown.lastIndexOf('@');
    if (at < 0) {
      return shown;
    }
    boolean isSure = !hasUser || (address.lastIndexOf('@') == at && firstOf(address, ENDS) > at);
    return isSure ? HIDDEN + '@' + withoutProperties(address.substring(at + 1)) : HIDDEN;
  }

  private static String withoutProperties(String address) {
    int end = firstOf(address, ENDS);
    int equals = address.substring(0, end).indexOf('=');
    if (equals >= 0) {
      // db2://host/db:user=… and (DESCRIPTION=…
      end = equals;
      while (end > 0 && ":(,&/@".indexOf(address.charAt(end - 1)) < 0) {
        end--;
      }
      end = Math.max(0, end - 1);
    }
    return address.substring(0, end);
  }

  private static int firstOf(String text, String characters) {
    int i = 0;
    while (i < text.length() && characters.indexOf(text.charAt(i)) < 0) {
      i++;
    }
    return i;
  }
}
