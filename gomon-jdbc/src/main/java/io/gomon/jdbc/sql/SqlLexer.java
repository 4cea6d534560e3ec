/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.sql;

import static io.gomon.jdbc.sql.SqlChars.isDigit;
import static io.gomon.jdbc.sql.SqlChars.isOperator;
import static io.gomon.jdbc.sql.SqlChars.isWordPart;
import static io.gomon.jdbc.sql.SqlChars.isWordStart;

import io.gomon.jdbc.sql.SqlQuotes.Backslash;
import java.util.Locale;

/**
 * Reads a SQL text as tokens, from front to back, each character a constant number of times.
 *
 * <p>It has one duty before all others: what the database takes for a literal is never reported as
 * anything else. Where the dialect is unknown, and dialects disagree on where something ends, the
 * two readings are both followed only if they agree on all that comes behind; else the rest of the
 * text is one token {@link Token#REST}, and {@link #isLost} says so. The same when a quote is never
 * closed. What is ambiguous, and how: a backslash before a quote (an escape in MySQL), double
 * quotes (strings in MySQL, else names), {@code [} (a name in SQL Server, an array in PostgreSQL),
 * {@code #} and {@code --x} (comments or operators), {@code $tag$}, {@code q'[}, comments inside
 * comments, {@code /*!}.
 *
 * <p>Comments, hints among them, are no tokens. At most {@value #MAX_CHARS} characters are read.
 */
public final class SqlLexer {
  /** Longer texts are read to here. */
  public static final int MAX_CHARS = 65_536;

  /** What a token is. */
  public enum Token {
    WORD,
    /** A name in quotes, for sure. */
    NAME,
    /** In double quotes: a string or a name. */
    STRING_OR_NAME,
    STRING,
    NUMBER,
    /** A question mark for which JDBC binds a value. */
    PARAMETER,
    /** Such as {@code :name} and {@code @name}. */
    VARIABLE,
    /** Operators and punctuation. */
    SIGN,
    /** All the rest of the text, which cannot be told apart. */
    REST,
    END
  }

  private final SqlCursor at;
  private final SqlComments comments;
  private final SqlQuotes quotes;
  private int start;
  private Token token = Token.END;
  private boolean ended;
  private boolean blankBefore;

  /** PostgreSQL: the string that ended last had escapes, and so has what continues it. */
  private boolean escapesGoOn;

  /** Double quotes were seen to be names, though the dialect is unknown. */
  private boolean namesInQuotes;

  public SqlLexer(String text, SqlDialect dialect) {
    this.at = new SqlCursor(text, dialect, Math.min(text.length(), MAX_CHARS));
    this.comments = new SqlComments(at);
    this.quotes = new SqlQuotes(at);
  }

  /** Where the token begins. */
  public int start() {
    return start;
  }

  /** Where the token ends: behind its last character. */
  public int end() {
    return at.position;
  }

  /** Whether the token is this one, written exactly so. */
  public boolean is(String text) {
    return at.position - start == text.length() && at.text.startsWith(text, start);
  }

  /** The token as it is written; a name without its quotes. */
  public String word() {
    boolean quoted = token == Token.NAME || token == Token.STRING_OR_NAME;
    return quoted && at.position - start >= 2
        ? at.text.substring(start + 1, at.position - 1)
        : at.text.substring(start, at.position);
  }

  /** Whether something blank, or a comment, is between this token and the one before. */
  public boolean isBlankBefore() {
    return blankBefore;
  }

  /** Whether it cannot be told what the last token, or something before it, is. */
  public boolean isLost() {
    return at.lost;
  }

  /** The next token; {@link Token#END} again and again when there is none. */
  public Token next() {
    Token former = token;
    escapesGoOn = escapesGoOn && former == Token.STRING;
    int from = at.position;
    comments.skip();
    blankBefore = at.position > from;
    start = at.position;
    if (ended || at.position >= at.limit) {
      token = Token.END;
    } else {
      token = at.lost ? rest() : read(former);
    }
    return token;
  }

  private Token rest() {
    at.position = at.lose();
    ended = true;
    return Token.REST;
  }

  private Token read(Token former) {
    char c = at.at(0);
    if (isWordStart(c) || (c == '#' && at.is(SqlDialect.SQL_SERVER))) {
      return wordOrString();
    }
    boolean isPoint = c == '.' && isDigit(at.at(1)) && (blankBefore || !isOperand(former));
    if (isDigit(c) || isPoint) {
      return number();
    }
    return switch (c) {
      case '\'' -> string(plainBackslash());
      case '"' -> doubleQuoted();
      case '`' -> backticks();
      case '[' -> bracket();
      case '$' -> dollar();
      case '?' -> question();
      case ':', '@' -> variable(c);
      case '#' -> hash();
      default -> sign();
    };
  }

  private static boolean isOperand(Token token) {
    return token != Token.SIGN && token != Token.END;
  }

  private Token wordOrString() {
    at.position++;
    word(Token.WORD);
    int length = at.position - start;
    char first = at.text.charAt(start);
    if (length == 1 && (first == 'u' || first == 'U') && at.at(0) == '&' && at.at(1) == '\'') {
      at.position++;
      return string(plainBackslash());
    }
    if (at.at(0) != '\'') {
      return Token.WORD;
    }
    String written = at.text.substring(start, at.position);
    String prefix = length <= 2 ? written.toLowerCase(Locale.ROOT) : "";
    if (prefix.equals("e") && at.is(SqlDialect.POSTGRESQL)) {
      return string(Backslash.ESCAPES);
    }
    if ((prefix.equals("q") || prefix.equals("nq")) && at.mayBe(SqlDialect.ORACLE)) {
      quotes.skipOracle();
      return Token.STRING;
    }
    boolean isCharset = first == '_' && at.mayBe(SqlDialect.MYSQL);
    boolean isPrefix = prefix.length() == 1 && "nbxe".contains(prefix);
    return isPrefix || isCharset ? string(plainBackslash()) : Token.WORD;
  }

  private Token word(Token kind) {
    while (at.position < at.limit && isPart(at.at(0))) {
      at.position++;
    }
    return kind;
  }

  private boolean isPart(char c) {
    return isWordPart(c)
        || (c == '#' && (at.is(SqlDialect.ORACLE) || at.is(SqlDialect.SQL_SERVER)))
        || (c == '@' && at.is(SqlDialect.SQL_SERVER));
  }

  private Token number() {
    boolean isHex = at.text.regionMatches(true, start, "0x", 0, 2);
    at.position++;
    while (at.position < at.limit) {
      char c = at.at(0);
      char before = at.at(-1);
      boolean isExponent = (c == '-' || c == '+') && (before == 'e' || before == 'E') && !isHex;
      if (!isWordPart(c) && c != '.' && !(isExponent && isDigit(at.at(1)))) {
        break;
      }
      at.position++;
    }
    return Token.NUMBER;
  }

  private Backslash plainBackslash() {
    if (at.isUnknown()) {
      return Backslash.WHO_KNOWS;
    }
    return at.is(SqlDialect.MYSQL) || escapesGoOn ? Backslash.ESCAPES : Backslash.NOTHING;
  }

  private Token string(Backslash backslash) {
    escapesGoOn = backslash == Backslash.ESCAPES && at.is(SqlDialect.POSTGRESQL);
    quotes.skip('\'', backslash);
    return Token.STRING;
  }

  private Token doubleQuoted() {
    if (at.is(SqlDialect.MYSQL)) {
      quotes.skip('"', Backslash.ESCAPES);
      return Token.STRING;
    }
    if (!at.isUnknown() || namesInQuotes) {
      return quotedName('"');
    }
    quotes.skip('"', Backslash.WHO_KNOWS);
    // No string is followed by a point and another one.
    namesInQuotes = !at.lost && at.at(0) == '.' && at.at(1) == '"' && quotes.isClosed(1, '"');
    return namesInQuotes ? Token.NAME : Token.STRING_OR_NAME;
  }

  /** One that is not closed is masked, since it may as well be a string. */
  private Token quotedName(char quote) {
    quotes.skip(quote, Backslash.NOTHING);
    return at.lost ? Token.STRING : Token.NAME;
  }

  private Token backticks() {
    if (at.is(SqlDialect.MYSQL)) {
      return quotedName('`');
    }
    // H2 takes the names of others, too.
    if (!at.mayBe(SqlDialect.H2)) {
      return sign();
    }
    return quotes.skipBackticks() ? Token.NAME : rest();
  }

  private Token bracket() {
    if (at.is(SqlDialect.SQL_SERVER)) {
      return quotedName(']');
    }
    boolean mayBeName = at.mayBe(SqlDialect.H2);
    return mayBeName && !quotes.isHarmlessBracket() ? rest() : sign();
  }

  private Token dollar() {
    if (isDigit(at.at(1))) {
      at.position++;
      return number();
    }
    boolean mayQuote = at.mayBe(SqlDialect.POSTGRESQL) || at.is(SqlDialect.H2);
    if (mayQuote && quotes.skipDollars()) {
      return Token.STRING;
    }
    at.position++;
    return word(Token.WORD);
  }

  private Token question() {
    at.position++;
    if (at.at(0) == '?') {
      // An escaped operator of PostgreSQL.
      at.position += at.at(1) == '|' || at.at(1) == '&' ? 2 : 1;
      return Token.SIGN;
    }
    while (isDigit(at.at(0))) {
      at.position++;
    }
    return Token.PARAMETER;
  }

  private Token variable(char mark) {
    at.position++;
    if (mark == ':' && (at.at(0) == ':' || at.at(0) == '=')) {
      at.position++;
      return Token.SIGN;
    }
    while (mark == '@' && at.at(0) == '@') {
      at.position++;
    }
    if (isWordPart(at.at(0))) {
      return word(Token.VARIABLE);
    }
    return mark == '@' ? operators() : Token.SIGN;
  }

  private Token hash() {
    at.position++;
    if (at.isUnknown() && isWordPart(at.at(0))) {
      return word(Token.WORD);
    }
    while (at.at(0) == '-' || isOperator(at.at(0))) {
      at.position++;
    }
    return Token.SIGN;
  }

  private Token sign() {
    char c = at.at(0);
    at.position++;
    if (isOperator(c)) {
      return operators();
    }
    if (c == '-' && at.at(0) == '>') {
      at.position += at.at(1) == '>' ? 2 : 1;
    }
    return Token.SIGN;
  }

  private Token operators() {
    while (isOperator(at.at(0)) || isAtOperator()) {
      at.position++;
    }
    return Token.SIGN;
  }

  /** An at sign that begins no name. */
  private boolean isAtOperator() {
    char next = at.at(1);
    return at.at(0) == '@' && !isWordPart(next) && "@'\"`".indexOf(next) < 0;
  }
}
