/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * A JSON parser whose complaints are for the sender: what was expected, where, and what was there.
 * One thread.
 */
public final class JsonInput implements AutoCloseable {
  /** More keys in one object are refused: the parser remembers each, to find repeated ones. */
  private static final int MAX_KEYS = 20_000;

  private final JsonParser parser;
  private final int linesBefore;

  public JsonInput(byte[] body, int from, int length) throws BadBatchException {
    this(body, from, length, 0);
  }

  /** A part of a body that begins with a line of its own. */
  public JsonInput(byte[] body, int from, int length, int linesBefore) throws BadBatchException {
    this.linesBefore = linesBefore;
    try {
      this.parser = Jackson.FACTORY.createParser(ObjectReadContext.empty(), body, from, length);
    } catch (JacksonException e) {
      throw notJson(e);
    }
  }

  /** The next token, or null at the end. */
  public @Nullable JsonToken next() throws BadBatchException {
    try {
      return parser.nextToken();
    } catch (JacksonException e) {
      throw notJson(e);
    }
  }

  /**
   * Inside of an object: moves to the value of the next key.
   *
   * @return the key; null when the object ends here
   */
  public @Nullable String nextKey() throws BadBatchException {
    if (next() == JsonToken.END_OBJECT) {
      return null;
    }
    String key = parser.currentName();
    if (parser.streamReadContext().getCurrentIndex() >= MAX_KEYS) {
      throw BadBatchException.tooLarge("more than " + MAX_KEYS + " keys in one object" + place());
    }
    next();
    return key;
  }

  /** How many objects and lists the parser is in. */
  public int depth() {
    return parser.streamReadContext().getNestingDepth();
  }

  /**
   * Goes on to the end of an object that was given up in the middle.
   *
   * @param depth what {@link #depth} was on its beginning
   * @throws BadBatchException if what follows is no JSON
   */
  public void leave(int depth) throws BadBatchException {
    while (depth() >= depth) {
      next(); // the end of the body is an error inside of an object
    }
  }

  /** Inside of a list: moves to the next element; false when the list ends here. */
  public boolean nextElement() throws BadBatchException {
    return next() != JsonToken.END_ARRAY;
  }

  public @Nullable JsonToken token() {
    return parser.currentToken();
  }

  /** Passes over the value the parser stands on. */
  public void skip() throws BadBatchException {
    try {
      parser.skipChildren();
    } catch (JacksonException e) {
      throw notJson(e);
    }
  }

  public String text(String what) throws BadBatchException {
    expect(JsonToken.VALUE_STRING, what, "text");
    try {
      return parser.getString();
    } catch (JacksonException e) {
      throw notJson(e);
    }
  }

  /** An integer of 64 bits, signed. */
  public long integer(String what) throws BadBatchException {
    expect(JsonToken.VALUE_NUMBER_INT, what, "an integer");
    try {
      return parser.getLongValue();
    } catch (JacksonException e) {
      throw wrong(what, "an integer of 64 bits", e);
    }
  }

  /** A number of either kind. */
  public double decimal(String what) throws BadBatchException {
    JsonToken token = token();
    if (token != JsonToken.VALUE_NUMBER_FLOAT && token != JsonToken.VALUE_NUMBER_INT) {
      throw wrong(what, "a number", null);
    }
    try {
      return parser.getDoubleValue();
    } catch (JacksonException e) {
      throw wrong(what, "a number", e);
    }
  }

  public boolean bool(String what) throws BadBatchException {
    JsonToken token = token();
    if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
      throw wrong(what, "true or false", null);
    }
    return token == JsonToken.VALUE_TRUE;
  }

  /** Fails unless the parser stands on such a token. */
  public void expect(JsonToken expected, String what, String expectedName)
      throws BadBatchException {
    if (token() != expected) {
      throw wrong(what, expectedName, null);
    }
  }

  /** The complaint that something is not what it must be. */
  public RejectedItemException wrong(String what, String expected, @Nullable Throwable cause) {
    String message = what + " must be " + expected + ", was " + found() + place();
    return new RejectedItemException(
        cause == null ? Rejection.WRONG_TYPE : Rejection.WRONG_VALUE, message, cause);
  }

  @Override
  public void close() {
    parser.close();
  }

  private String place() {
    return " (line "
        + (linesBefore + parser.currentTokenLocation().getLineNr())
        + ", column "
        + parser.currentTokenLocation().getColumnNr()
        + ")";
  }

  private String found() {
    JsonToken token = token();
    if (token == null) {
      return "the end";
    }
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "a list";
      case VALUE_STRING -> "text";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      default -> token.asString() == null ? token.name() : token.asString();
    };
  }

  private BadBatchException notJson(JacksonException e) {
    String place =
        e.getLocation() == null
            ? ""
            : " (line "
                + (linesBefore + e.getLocation().getLineNr())
                + ", column "
                + e.getLocation().getColumnNr()
                + ")";
    return new BadBatchException("not valid JSON: " + e.getOriginalMessage() + place, e);
  }
}
