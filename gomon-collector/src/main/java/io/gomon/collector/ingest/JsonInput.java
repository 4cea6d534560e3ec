/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest;

import java.util.ArrayList;
import java.util.List;
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

  /** By depth; those of objects that are open, and some that were. */
  private final List<KeysSeen> keys = new ArrayList<>();

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
   * @throws RejectedItemException if the object has it already; the parser can go on
   */
  public @Nullable String nextKey() throws BadBatchException {
    return nextKey(false);
  }

  private @Nullable String nextKey(boolean ofProtobuf) throws BadBatchException {
    if (next() == JsonToken.END_OBJECT) {
      return null;
    }
    String name = parser.currentName();
    String key = ofProtobuf && name.indexOf('_') >= 0 ? camelCase(name) : name;
    int index = parser.streamReadContext().getCurrentIndex();
    if (index >= MAX_KEYS) {
      throw BadBatchException.tooLarge("more than " + MAX_KEYS + " keys in one object" + place());
    }
    if (!keysOf(depth(), index == 0).add(key)) {
      throw new RejectedItemException(
          Rejection.WRONG_VALUE, "a key stands twice in one object" + place());
    }
    next();
    return key;
  }

  /**
   * Whether the object that is open in some depth has had a key so far.
   *
   * @param depth what {@link #depth} was on its beginning
   */
  public boolean hasHad(String key, int depth) {
    return keysOf(depth, false).contains(key);
  }

  private KeysSeen keysOf(int depth, boolean begin) {
    while (keys.size() <= depth) {
      keys.add(new KeysSeen());
    }
    KeysSeen seen = keys.get(depth);
    if (begin) {
      seen.clear();
    }
    return seen;
  }

  /**
   * The same for protobuf's JSON, where null is the default value: its key is passed over. A key
   * that is written as in the .proto file, such as {@code trace_id}, is given as {@code traceId},
   * and is the same key.
   */
  public @Nullable String nextField() throws BadBatchException {
    String key = nextKey(true);
    while (key != null && token() == JsonToken.VALUE_NULL) {
      key = nextKey(true);
    }
    return key;
  }

  private static String camelCase(String key) {
    StringBuilder camel = new StringBuilder(key.length());
    for (int i = 0; i < key.length(); i++) {
      boolean up = key.charAt(i) == '_' && i + 1 < key.length();
      camel.append(up ? Character.toUpperCase(key.charAt(++i)) : key.charAt(i));
    }
    return camel.toString();
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
