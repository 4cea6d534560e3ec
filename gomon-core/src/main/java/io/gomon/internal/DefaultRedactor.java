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
 * of {@code word=value} and {@code "word":"value"} when the word is secret in that sense, and the
 * password of {@code scheme://user:password@host}. Thread-safe; remembers its verdict on up to
 * {@value #MAX_REMEMBERED} keys.
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
  private static final int MAX_REMEMBERED = 2_048;
  private static final int MAX_WORD_CHARS = 64;
  private static final String VALUE_ENDS = "&;, \t\r\n)]}<>|";

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
    String result = text.indexOf('@') > 0 ? withoutUserInfo(text) : text;
    return result.indexOf('=') > 0 || result.indexOf(':') > 0 ? withoutPairs(result) : result;
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
    String result = text;
    int scheme = result.indexOf("://");
    while (scheme >= 0) {
      int start = scheme + 3;
      int end = start;
      while (end < result.length() && "/?# \t\n\"'".indexOf(result.charAt(end)) < 0) {
        end++;
      }
      int at = result.lastIndexOf('@', end - 1);
      int colon = result.indexOf(':', start);
      if (at > start && colon > start && colon < at) {
        result = result.substring(0, colon + 1) + MASK + result.substring(at);
      }
      scheme = result.indexOf("://", start);
    }
    return result;
  }

  /** Masks the value behind each {@code =} or {@code :} that follows a secret word. */
  private String withoutPairs(String text) {
    StringBuilder out = null;
    int copied = 0;
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c == '=' || c == ':') && i >= copied && endsWithSecretWord(text, i)) {
        int start = valueStart(text, i + 1);
        int end = valueEnd(text, start);
        if (end > start) {
          out = out == null ? new StringBuilder(text.length()) : out;
          out.append(text, copied, start).append(MASK);
          copied = end;
          i = end - 1;
        }
      }
    }
    return out == null ? text : out.append(text, copied, text.length()).toString();
  }

  private boolean endsWithSecretWord(String text, int separator) {
    int end = separator;
    while (end > 0 && " \"'`\\".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    int start = end;
    while (start > 0 && end - start < MAX_WORD_CHARS && isWordPart(text.charAt(start - 1))) {
      start--;
    }
    return end > start && isSecret(text.substring(start, end));
  }

  private static boolean isWordPart(char c) {
    return Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.';
  }

  private static int valueStart(String text, int from) {
    int start = from;
    while (start < text.length() && " \\".indexOf(text.charAt(start)) >= 0) {
      start++;
    }
    return start;
  }

  /** A quoted value ends at its quote, any other at a separator. */
  private static int valueEnd(String text, int start) {
    if (start < text.length() && "\"'".indexOf(text.charAt(start)) >= 0) {
      int close = start + 1;
      while (close < text.length() && text.charAt(close) != text.charAt(start)) {
        close += text.charAt(close) == '\\' ? 2 : 1;
      }
      return Math.min(close + 1, text.length());
    }
    int end = start;
    while (end < text.length() && VALUE_ENDS.indexOf(text.charAt(end)) < 0) {
      end++;
    }
    // "Authorization: Bearer abc": the scheme is a word of its own, and the secret comes behind it.
    if (end < text.length()
        && text.charAt(end) == ' '
        && isAuthScheme(text.substring(start, end))) {
      return valueEnd(text, end + 1);
    }
    return end;
  }

  private static boolean isAuthScheme(String word) {
    return word.equalsIgnoreCase("bearer")
        || word.equalsIgnoreCase("basic")
        || word.equalsIgnoreCase("digest");
  }
}
