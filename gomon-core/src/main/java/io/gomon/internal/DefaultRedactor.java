/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.internal;

import io.gomon.spi.Redactor;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The deny list that is on by default.
 *
 * <p>A key is secret when its name, in lower case and without {@code - _ .} and spaces, contains
 * one of {@link #SECRET_WORDS} or the words that the user added. Inside a text it masks the value
 * of {@code word=value}, {@code "word":"value"}, {@code word 'value'}, {@code <word>value<} and
 * {@code word%3Dvalue} when the word is secret in that sense, and the password of {@code
 * scheme://user:password@host}. What it cannot know: the rest of an unquoted password with a space
 * or a comma in it, and a literal in a list of SQL values. Thread-safe; remembers its verdict on up
 * to {@value #MAX_REMEMBERED} keys.
 */
public final class DefaultRedactor implements Redactor {
  private static final List<String> SECRET_WORDS =
      List.of(
          "password",
          "passwd",
          "passphrase",
          "pwd",
          "secret",
          "token",
          "authorization",
          "cookie",
          "apikey",
          "accesskey",
          "privatekey",
          "credential",
          "sessionid",
          "jsessionid",
          "signature");

  /** A bit for each character, all of them below 64, that {@link #separatorLength} looks for. */
  private static final long MAY_SEPARATE =
      1L << '=' | 1L << ':' | 1L << '>' | 1L << '\'' | 1L << '"' | 1L << '%';

  private static final int MAX_REMEMBERED = 2_048;
  private static final int MAX_WORD_CHARS = 64;
  private static final int MAX_USER_INFO_CHARS = 512;
  private static final String ORACLE = "jdbc:oracle:thin:";

  private final List<String> words;
  private final ConcurrentHashMap<String, Boolean> verdicts = new ConcurrentHashMap<>();

  /**
   * @param moreWords further parts of secret key names; upper and lower case are the same
   */
  public DefaultRedactor(List<String> moreWords) {
    List<String> all = new java.util.ArrayList<>(SECRET_WORDS);
    moreWords.stream().map(DefaultRedactor::plain).filter(w -> !w.isEmpty()).forEach(all::add);
    this.words = List.copyOf(all);
  }

  @Override
  public boolean isSecret(String key) {
    Boolean verdict = verdicts.get(key);
    if (verdict != null) {
      return verdict;
    }
    String plain = plain(key);
    boolean secret = words.stream().anyMatch(plain::contains);
    if (verdicts.size() < MAX_REMEMBERED && key.length() <= MAX_WORD_CHARS) {
      verdicts.put(key, secret);
    }
    return secret;
  }

  @Override
  public String redact(String text) {
    String result = text.indexOf(':') >= 0 ? withoutUserInfo(text) : text;
    return withoutPairs(withoutScheme(result));
  }

  /** A header's value without its name. */
  private static String withoutScheme(String text) {
    int space = text.indexOf(' ');
    if (space < 5 || space > 6 || space + 1 == text.length()) {
      return text;
    }
    String scheme = text.substring(0, space).toLowerCase(Locale.ROOT);
    return scheme.equals("bearer") || scheme.equals("basic") || scheme.equals("digest")
        ? text.substring(0, space + 1) + MASK
        : text;
  }

  private static String plain(String key) {
    StringBuilder plain = new StringBuilder(key.length());
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      if (c != '-' && c != '_' && c != '.' && c != ' ') {
        plain.append(c);
      }
    }
    return plain.toString().toLowerCase(Locale.ROOT);
  }

  /** Masks what stands between {@code ://user:} and {@code @}. */
  private static String withoutUserInfo(String text) {
    StringBuilder out = null;
    int copied = 0;
    boolean oracle = text.startsWith(ORACLE);
    int from = oracle ? ORACLE.length() : text.indexOf("://") + 3;
    while (from >= 3) {
      int separator = SecretValue.first(text, from, oracle ? "/@ " : ":@/ ");
      boolean hasSecret = text.startsWith(oracle ? "/" : ":", separator);
      int at = hasSecret ? endOfUserInfo(text, from, separator, oracle) : -1;
      if (at > separator + 1) {
        out = out == null ? new StringBuilder(text.length()) : out;
        out.append(text, copied, separator + 1).append(MASK);
        copied = at;
        from = at;
      }
      oracle = false;
      from = text.indexOf("://", from) + 3;
    }
    return out == null ? text : out.append(text, copied, text.length()).toString();
  }

  /** Where the host begins; the end of a cut text counts, since the rest of the secret is gone. */
  private static int endOfUserInfo(String text, int from, int separator, boolean oracle) {
    int authority = SecretValue.first(text, separator + 1, "/?# \t\r\n\"'<>");
    boolean isPort = separator + 1 < text.length() && Character.isDigit(text.charAt(separator + 1));
    int limit = authority;
    if (oracle || !isPort) {
      String window = text.substring(from, Math.min(text.length(), from + MAX_USER_INFO_CHARS));
      limit = from + SecretValue.first(window, 0, " \t\r\n\"'<>");
    }
    if (oracle) {
      int at = text.indexOf('@', separator);
      return at < limit ? at : -1;
    }
    for (int i = limit - 1; i > separator; i--) {
      if (text.charAt(i) == '@') {
        return i;
      }
    }
    boolean cut = authority == text.length() && text.length() >= Values.MAX_TEXT_CHARS - 1;
    return cut ? text.length() : -1;
  }

  /** Masks the value behind each separator that follows a secret word. */
  private String withoutPairs(String text) {
    StringBuilder out = null;
    int copied = 0;
    for (int i = 1; i < text.length(); i++) {
      int separator = separatorLength(text, i);
      if (separator == 0) {
        continue;
      }
      String word = wordBefore(text, i, copied);
      if (word.isEmpty() || !(isSecret(word) || isIdentifiedBy(text, i, word))) {
        continue;
      }
      int start = valueStart(text, i, separator);
      int end = valueEnd(text, i, start, word);
      if (end > start) {
        out = out == null ? new StringBuilder(text.length()) : out;
        out.append(text, copied, start).append(MASK);
        copied = end;
        i = end - 1;
      }
    }
    return out == null ? text : out.append(text, copied, text.length()).toString();
  }

  /** 0 when there is none; a quote that a space precedes is one, as in SQL. */
  private static int separatorLength(String text, int i) {
    char c = text.charAt(i);
    if (c >= Long.SIZE || (MAY_SEPARATE >>> c & 1) == 0) {
      return 0;
    }
    return switch (c) {
      case '=', ':', '>' -> 1;
      case '\'', '"' -> text.charAt(i - 1) == ' ' ? 1 : 0;
      case '%' -> text.startsWith("%3D", i) || text.startsWith("%3d", i) ? 3 : 0;
      default -> 0;
    };
  }

  private static String wordBefore(String text, int separator, int from) {
    int end = separator;
    while (end > from && " \t\"'`\\]".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    int start = end;
    while (start > from && end - start < MAX_WORD_CHARS && isWordPart(text.charAt(start - 1))) {
      start--;
    }
    boolean closes = text.charAt(separator) == '>' && (start == 0 || text.charAt(start - 1) != '<');
    return closes ? "" : text.substring(start, end);
  }

  private static boolean isWordPart(char c) {
    return Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.' || c == '%';
  }

  private static boolean isIdentifiedBy(String text, int quote, String word) {
    return word.equalsIgnoreCase("by")
        && text.substring(Math.max(0, quote - MAX_WORD_CHARS), quote)
            .toLowerCase(Locale.ROOT)
            .contains("identified");
  }

  private static int valueStart(String text, int i, int separator) {
    char c = text.charAt(i);
    return c == '\'' || c == '"' ? i : c == '>' ? i + 1 : SecretValue.start(text, i + separator);
  }

  private static int valueEnd(String text, int i, int start, String word) {
    if (text.charAt(i) == '>') {
      return SecretValue.first(text, start, "<");
    }
    String plain = plain(word);
    if (!plain.endsWith("authorization") && !plain.endsWith("cookie")) {
      return SecretValue.end(text, start, false);
    }
    return text.charAt(i) == ':'
        ? SecretValue.end(text, start, true)
        : SecretValue.endInMap(text, start);
  }
}
