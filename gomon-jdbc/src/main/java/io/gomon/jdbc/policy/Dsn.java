/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.policy;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes the credentials off the address of a database. What is left is kind, host, port and
 * database; all properties go, whatever they are called, and in doubt so does the host. Any thread.
 */
public final class Dsn {
  private static final int MAX_CHARS = 256;

  /** What names the kind of database; only Oracle's has a second word that is known to be none. */
  private static final Pattern KIND =
      Pattern.compile("jdbc:(?:oracle:(?:thin|oci8?|kprb):|[\\w+.-]+:)?", Pattern.CASE_INSENSITIVE);

  /** Hosts with or without ports, as far as the first slash; anything else may hold a password. */
  private static final Pattern HOSTS =
      Pattern.compile("(?:[\\w.\\\\-]*|\\[[\\p{XDigit}:.%]*])(?::\\d*)?(?:,[\\w.:-]*)*");

  private Dsn() {}

  /** The address without properties and credentials; null stays null. */
  public static @Nullable String of(@Nullable String url) {
    if (url == null) {
      return null;
    }
    Matcher kind = KIND.matcher(url);
    int start = kind.lookingAt() ? kind.end() : 0;
    String address = withoutUser(withoutProperties(url.substring(start)));
    return JdbcPolicy.cut(url.substring(0, start) + withoutDoubtfulHost(address), MAX_CHARS);
  }

  private static String withoutProperties(String address) {
    int end = firstOf(address, "?;");
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

  /** Oracle writes {@code user/password@}, the others {@code //user:password@}. */
  private static String withoutUser(String address) {
    int at = address.lastIndexOf('@');
    if (at <= 0) {
      return address;
    }
    int slashes = address.indexOf("//");
    int start = slashes >= 0 && slashes < at ? slashes + 2 : 0;
    return address.substring(0, start) + "***" + address.substring(at);
  }

  /** A password with a question mark in it has lost its at sign by now. */
  private static String withoutDoubtfulHost(String address) {
    int slashes = address.indexOf("//");
    int start = slashes + 2;
    if (slashes < 0 || address.indexOf('@') >= 0) {
      return address;
    }
    int end = start + firstOf(address.substring(start), "/");
    boolean isHost = HOSTS.matcher(address.substring(start, end)).matches();
    return isHost ? address : address.substring(0, start) + "***";
  }

  private static int firstOf(String text, String characters) {
    int i = 0;
    while (i < text.length() && characters.indexOf(text.charAt(i)) < 0) {
      i++;
    }
    return i;
  }
}
