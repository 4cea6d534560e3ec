/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.spi;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The settings of one plug-in. Make it once for each {@link io.gomon.Gomon}, register it there, and
 * keep the {@link Setting} objects in final fields.
 *
 * <pre>{@code
 * TrackerConfig config = TrackerConfig.of("jdbc");
 * Setting<Integer> maxRows = config.integer("max-rows", 10, 0, 10_000, "rows kept of each result");
 * gomon.settings().register(config);
 * }</pre>
 *
 * <p>Define all settings before registering; after that, any thread may read.
 */
public final class TrackerConfig {
  private final String plugin;
  private final Map<String, Setting<?>> settings = new LinkedHashMap<>();

  private TrackerConfig(String plugin) {
    this.plugin = plugin;
  }

  /**
   * An empty set of settings for a plug-in.
   *
   * @param plugin lower case letters, digits and {@code -}
   */
  public static TrackerConfig of(String plugin) {
    requireName(plugin, "plugin");
    return new TrackerConfig(plugin);
  }

  public String plugin() {
    return plugin;
  }

  /** All settings by their name inside the plug-in, in the order of their definition. */
  public Map<String, Setting<?>> settings() {
    return Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  public Setting<Integer> integer(
      String name, int defaultValue, int min, int max, String description) {
    String type = "an integer from " + min + " to " + max;
    Predicate<Integer> valid = value -> value >= min && value <= max;
    return add(
        new Setting.Definition<>(
            name, type, description, defaultValue, Integer.class, Integer::parseInt, valid));
  }

  public Setting<Boolean> bool(String name, boolean defaultValue, String description) {
    return add(
        new Setting.Definition<>(
            name,
            "true or false",
            description,
            defaultValue,
            Boolean.class,
            TrackerConfig::parseBoolean,
            value -> true));
  }

  /** A length of time as {@code 250ms}, {@code 5s}, {@code 2m}, {@code 1h} or ISO-8601 (PT5S). */
  public Setting<Duration> duration(
      String name, Duration defaultValue, Duration min, String description) {
    String type = "a duration of at least " + Durations.text(min) + " (250ms, 5s, 2m, 1h or PT5S)";
    Predicate<Duration> valid = value -> value.compareTo(min) >= 0;
    return add(
        new Setting.Definition<>(
            name, type, description, defaultValue, Duration.class, Durations::parse, valid));
  }

  public Setting<String> text(String name, String defaultValue, String description) {
    return add(
        new Setting.Definition<>(
            name,
            "text",
            description,
            defaultValue,
            String.class,
            Function.identity(),
            value -> true));
  }

  /**
   * Changes one setting.
   *
   * @throws IllegalArgumentException if there is no such setting, or the value does not fit
   */
  public void set(String name, Object value) {
    Setting<?> setting = settings.get(name);
    if (setting == null) {
      throw new IllegalArgumentException(
          "Unknown setting '"
              + plugin
              + '.'
              + name
              + "'. Settings of "
              + plugin
              + ": "
              + String.join(", ", settings.keySet()));
    }
    setting.set(plugin + '.' + name, value);
  }

  private <T> Setting<T> add(Setting.Definition<T> definition) {
    requireName(definition.name(), "name");
    Setting<T> setting = new Setting<>(definition);
    if (settings.putIfAbsent(definition.name(), setting) != null) {
      throw new IllegalArgumentException(
          "Setting '" + plugin + '.' + definition.name() + "' is defined twice");
    }
    return setting;
  }

  private static Boolean parseBoolean(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }

  private static void requireName(String name, String what) {
    Objects.requireNonNull(name, what);
    if (!name.matches("[a-z][a-z0-9-]*")) {
      throw new IllegalArgumentException(
          what + " must be lower case letters, digits and '-', was '" + name + "'");
    }
  }
}
