/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.spi;

import io.gomon.internal.QuietLog;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One setting of a plug-in: a name, a type, a value that may be changed while running. Reading is
 * one volatile read. Any thread.
 */
public final class Setting<T> {
  private final String name;
  private final String type;
  private final String description;
  private final T defaultValue;
  private final Class<T> valueClass;
  private final Function<String, T> parser;
  private final Predicate<T> valid;
  private final List<Runnable> changeActions = new CopyOnWriteArrayList<>();
  private volatile T value;

  Setting(Definition<T> definition) {
    this.name = definition.name();
    this.type = definition.type();
    this.description = definition.description();
    this.defaultValue = definition.defaultValue();
    this.valueClass = definition.valueClass();
    this.parser = definition.parser();
    this.valid = definition.valid();
    this.value = defaultValue;
  }

  /** The present value. */
  public T get() {
    return value;
  }

  /** The name inside its plug-in, such as {@code max-rows}. */
  public String name() {
    return name;
  }

  /** What values it takes, in words, such as {@code integer from 0 to 10000}. */
  public String type() {
    return type;
  }

  public String description() {
    return description;
  }

  public T defaultValue() {
    return defaultValue;
  }

  /**
   * Has this run after each change of the value, on the thread that changed it: it must be quick,
   * and must change no setting itself. What it throws is logged.
   */
  public void onChange(Runnable action) {
    changeActions.add(Objects.requireNonNull(action, "action"));
  }

  /**
   * Changes the value.
   *
   * @param newValue of the setting's own type, or the text of such a value
   * @throws IllegalArgumentException if it is neither, or out of range
   */
  void set(String qualifiedName, Object newValue) {
    Objects.requireNonNull(newValue, qualifiedName);
    T parsed = parse(qualifiedName, newValue);
    if (!valid.test(parsed)) {
      throw rejected(qualifiedName, newValue);
    }
    value = parsed;
    changeActions.forEach(action -> runQuietly(qualifiedName, action));
  }

  private static void runQuietly(String qualifiedName, Runnable action) {
    try {
      action.run();
    } catch (RuntimeException | LinkageError e) {
      // A plug-in's own fault; whoever changed the setting has done nothing wrong, and it is set.
      QuietLog.error("A change of setting '" + qualifiedName + "' was not followed.", e);
    }
  }

  private T parse(String qualifiedName, Object newValue) {
    if (valueClass.isInstance(newValue)) {
      return valueClass.cast(newValue);
    }
    try {
      return parser.apply(newValue.toString().trim());
    } catch (RuntimeException e) {
      IllegalArgumentException rejected = rejected(qualifiedName, newValue);
      rejected.initCause(e);
      throw rejected;
    }
  }

  private IllegalArgumentException rejected(String qualifiedName, Object newValue) {
    return new IllegalArgumentException(
        "Setting '" + qualifiedName + "' takes " + type + ", was '" + newValue + "'");
  }

  record Definition<T>(
      String name,
      String type,
      String description,
      T defaultValue,
      Class<T> valueClass,
      Function<String, T> parser,
      Predicate<T> valid) {}
}
