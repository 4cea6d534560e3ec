/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import io.gomon.internal.QuietLog;
import io.gomon.spi.Setting;
import io.gomon.spi.TrackerConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All settings of one Gomon, by name: {@code plugin.setting}. They may be changed while running.
 *
 * <p>What the operator says wins over what the program says: a system property {@code
 * gomon.jdbc.max-rows}, then an environment variable {@code GOMON_JDBC_MAX_ROWS}, then the
 * program's {@link #set} or {@link GomonBuilder#setting}, then the default. That order holds when
 * the plug-in comes; a later {@link #set} changes the value whatever it was. Any thread.
 */
public final class Settings {
  /** Guarded by {@code this}. */
  private final Map<String, TrackerConfig> configs = new LinkedHashMap<>();

  /** What was set before its plug-in came; guarded by {@code this}. */
  private final Map<String, Object> waiting = new TreeMap<>();

  /** What the program set and did not fit when its plug-in came; guarded by {@code this}. */
  private final List<String> rejected = new ArrayList<>();

  Settings() {}

  /**
   * Makes a plug-in's settings known, and gives them the values that were set for them before. A
   * value that does not fit is logged and the default kept: a typing error must not stop the
   * application. {@link GomonBuilder#start()} is stricter with what the program itself has set.
   *
   * @throws IllegalArgumentException if the plug-in's name is taken
   */
  public synchronized void register(TrackerConfig config) {
    if (configs.putIfAbsent(config.plugin(), config) != null) {
      throw new IllegalArgumentException(
          "Settings of plug-in '" + config.plugin() + "' are registered already");
    }
    String prefix = config.plugin() + '.';
    for (String name : Set.copyOf(waiting.keySet())) {
      if (name.startsWith(prefix)) {
        String problem = problemOf(config, name.substring(prefix.length()), waiting.remove(name));
        if (problem != null) {
          rejected.add(problem);
        }
      }
    }
    for (String name : config.settings().keySet()) {
      Object value = valueFromOutside("gomon." + prefix + name);
      if (value != null) {
        problemOf(config, name, value);
      }
    }
  }

  /**
   * Changes a setting, now or as soon as its plug-in is there.
   *
   * @param name such as {@code jdbc.max-rows}
   * @throws IllegalArgumentException if the name has no dot, the plug-in is there and has no such
   *     setting, or the value does not fit
   */
  public synchronized void set(String name, Object value) {
    int dot = name.indexOf('.');
    if (dot <= 0) {
      throw new IllegalArgumentException(
          "A setting is named plugin.setting, such as jdbc.max-rows; was '" + name + "'");
    }
    TrackerConfig config = configs.get(name.substring(0, dot));
    if (config == null) {
      waiting.put(name, value);
    } else {
      config.set(name.substring(dot + 1), value);
    }
  }

  /**
   * The present value.
   *
   * @throws IllegalArgumentException if no registered plug-in has such a setting
   */
  public synchronized Object get(String name) {
    int dot = name.indexOf('.');
    TrackerConfig config = dot <= 0 ? null : configs.get(name.substring(0, dot));
    Setting<?> setting = config == null ? null : config.settings().get(name.substring(dot + 1));
    if (setting == null) {
      throw new IllegalArgumentException(
          "Unknown setting '" + name + "'. Known: " + String.join(", ", all().keySet()));
    }
    return setting.get();
  }

  /** All settings that are known now, by full name. */
  public synchronized Map<String, Setting<?>> all() {
    Map<String, Setting<?>> all = new TreeMap<>();
    configs
        .values()
        .forEach(
            config ->
                config
                    .settings()
                    .forEach((name, setting) -> all.put(config.plugin() + '.' + name, setting)));
    return all;
  }

  /** What is wrong with the values the program set: not fitting, or claimed by no plug-in. */
  synchronized List<String> problems() {
    List<String> problems = new ArrayList<>(rejected);
    waiting.keySet().forEach(name -> problems.add("No plug-in has the setting '" + name + "'"));
    return problems;
  }

  /** Sets a value; if it does not fit, the default stays, the log says so, and the answer why. */
  private static @Nullable String problemOf(
      TrackerConfig config, String name, @Nullable Object value) {
    try {
      config.set(name, Objects.requireNonNull(value, name));
      return null;
    } catch (RuntimeException e) {
      QuietLog.error("Ignored a setting: " + e.getMessage(), null);
      return String.valueOf(e.getMessage());
    }
  }

  private static @Nullable String valueFromOutside(String property) {
    String value = System.getProperty(property);
    return value != null
        ? value
        : System.getenv(property.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"));
  }
}
