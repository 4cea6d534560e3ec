/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.sql;

import static io.gomon.jdbc.sql.SqlChars.isBlank;
import static io.gomon.jdbc.sql.SqlChars.isDigit;
import static io.gomon.jdbc.sql.SqlChars.isWordPart;
import static io.gomon.jdbc.sql.SqlChars.isWordStart;

/** Finds the ends of what is quoted, and goes there. Of one reader. */
final class SqlQuotes {
  /** What a backslash inside means. */
  enum Backslash {
    NOTHING,
    ESCAPES,
    WHO_KNOWS
  }

  private final SqlCursor at;

  SqlQuotes(SqlCursor at) {
    this.at = at;
  }

  /** From the quote at which we are; a doubled one is part of what is quoted. */
  void skip(char quote, Backslash backslash) {
    at.position = end(quote, backslash);
  }

  private int end(char quote, Backslash backslash) {
    int i = at.position + 1;
    while (i < at.limit) {
      char c = at.text.charAt(i);
      if (c == '\\' && backslash == Backslash.ESCAPES) {
        i += 2;
      } else if (c == '\\' && backslash == Backslash.WHO_KNOWS) {
        int from = i;
        i = behindBackslashes(i);
        boolean turns = (i - from) % 2 == 1 && i < at.limit && at.text.charAt(i) == quote;
        if (turns && !isEscapeClause(i)) {
          return at.lose();
        }
      } else if (c != quote) {
        i++;
      } else if (i + 1 < at.limit && at.text.charAt(i + 1) == quote) {
        i += 2;
      } else {
        return i + 1;
      }
    }
    return at.lose();
  }

  /** Whether a name in quotes that begins at the offset has an end. */
  boolean isClosed(int offset, char quote) {
    int i = at.position + offset + 1;
    while (i < at.limit) {
      boolean isQuote = at.text.charAt(i) == quote;
      if (isQuote && (i + 1 >= at.limit || at.text.charAt(i + 1) != quote)) {
        return true;
      }
      i += isQuote ? 2 : 1;
    }
    return false;
  }

  private int behindBackslashes(int from) {
    int i = from;
    while (i < at.limit && at.text.charAt(i) == '\\') {
      i++;
    }
    return i;
  }

  /** {@code like ? escape '\'} is a string of one character in each dialect that takes it. */
  private boolean isEscapeClause(int closing) {
    boolean doubled = closing + 1 < at.limit && at.text.charAt(closing + 1) == '\'';
    if (closing != at.position + 2 || doubled) {
      return false;
    }
    int i = at.position;
    while (i > 0 && isBlank(at.text.charAt(i - 1))) {
      i--;
    }
    return at.text.regionMatches(true, i - 6, "escape", 0, 6)
        && (i == 6 || !isWordPart(at.text.charAt(i - 7)));
  }

  /** Oracle's {@code q'[...]'}, from its quote. */
  void skipOracle() {
    int quote = at.position;
    char opening = at.at(1);
    int pair = "[{<(".indexOf(opening);
    String closing = (pair < 0 ? opening : "]}>)".charAt(pair)) + "'";
    int found = opening == 0 ? -1 : at.find(closing, quote + 2);
    boolean told = found >= 0;
    if (at.isUnknown()) {
      // Elsewhere it ends with the first quote.
      told =
          told
              && opening != '\\'
              && at.isPlain(quote + 2, found)
              && at.at(found + 2 - quote) != '\'';
    }
    at.position = told ? found + 2 : at.lose();
  }

  /** A name in backticks, where they may be something else; false when that cannot be told. */
  boolean skipBackticks() {
    int found = at.find("`", at.position + 1);
    boolean doubled = found >= 0 && found + 1 < at.limit && at.text.charAt(found + 1) == '`';
    if (found < 0 || doubled || !at.isPlain(at.position + 1, found)) {
      return false;
    }
    at.position = found + 1;
    return true;
  }

  /**
   * Whether it does not matter if this bracket begins a name or an array: there may be strings in
   * it that are closed inside of it, and nothing else of importance.
   */
  boolean isHarmlessBracket() {
    int from = at.position + 1;
    int to = at.find("]", from);
    if (to < 0 || (to + 1 < at.limit && at.text.charAt(to + 1) == ']')) {
      return false;
    }
    int part = from;
    int quotes = 0;
    for (int i = from; i <= to; i++) {
      if (i == to || at.text.charAt(i) == '\'') {
        boolean mayBeOracles = i < to && (at.text.charAt(i - 1) | ' ') == 'q';
        if (mayBeOracles || !at.isPlain(part, i)) {
          return false;
        }
        quotes += i == to ? 0 : 1;
        part = i + 1;
      }
    }
    return quotes % 2 == 0;
  }

  /** A string between two equal tags, {@code $tag$}; false when there is no tag here. */
  boolean skipDollars() {
    int tagEnd = tagEnd();
    if (tagEnd < 0) {
      return false;
    }
    String tag = at.text.substring(at.position, tagEnd);
    int found = at.find(tag, tagEnd);
    boolean told = found >= 0 && (!at.isUnknown() || at.isPlain(tagEnd, found));
    at.position = told ? found + tag.length() : at.lose();
    return true;
  }

  /** Behind the second dollar sign; negative when there is none. */
  private int tagEnd() {
    int i = at.position + 1;
    while (!at.is(SqlDialect.H2) && i < at.limit && isTag(at.text.charAt(i), i)) {
      i++;
    }
    return i < at.limit && at.text.charAt(i) == '$' ? i + 1 : -1;
  }

  private boolean isTag(char c, int i) {
    return isWordStart(c) || (isDigit(c) && i > at.position + 1);
  }
}
