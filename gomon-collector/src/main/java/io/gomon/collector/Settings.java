/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.TypeConversionException;

/**
 * What was set, and where: a flag wins over its environment variable, which wins over the file,
 * which wins over the default. An empty variable counts as none.
 */
final class Settings {
  static final String CONFIG_FLAG = "--config";
  static final String CONFIG_VARIABLE = "GOMON_COLLECTOR_CONFIG";

  /** A value, and what an error calls it. */
  private record Value(String text, String source) {}

  private final Map<Setting, Value> values = new EnumMap<>(Setting.class);

  private Settings() {}

  /**
   * Puts the three together.
   *
   * @param flags what was given on the command line
   * @throws StartException if the file cannot be read, or holds what is no key
   */
  static Settings of(
      Function<Setting, @Nullable String> flags,
      @Nullable String configFlag,
      Map<String, String> environment)
      throws StartException {
    String fromEnvironment = environment.getOrDefault(CONFIG_VARIABLE, "");
    String file = configFlag != null ? configFlag : fromEnvironment;
    Properties found = file.isEmpty() ? new Properties() : read(Path.of(file));
    Settings settings = new Settings();
    for (Setting setting : Setting.values()) {
      settings.values.put(
          setting, valueOf(setting, flags.apply(setting), environment, file, found));
    }
    return settings;
  }

  private static Value valueOf(
      Setting setting,
      @Nullable String flag,
      Map<String, String> environment,
      String file,
      Properties found) {
    if (flag != null) {
      return new Value(flag, setting.flag());
    }
    String variable = environment.getOrDefault(setting.variable(), "");
    if (!variable.isEmpty()) {
      return new Value(variable, setting.variable());
    }
    String property = found.getProperty(setting.key);
    return property == null
        ? new Value(setting.defaultValue, setting.flag())
        : new Value(property.strip(), setting.key + " in " + file);
  }

  private static Properties read(Path file) throws StartException {
    Properties found = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      found.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      String reason = e instanceof IOException io ? DataFolder.reason(io) : e.getMessage();
      throw new StartException(
          ExitCode.USAGE, "cannot read the file " + file + " of " + CONFIG_FLAG + ": " + reason, e);
    }
    TreeSet<String> unknown = new TreeSet<>(found.stringPropertyNames());
    String known =
        Arrays.stream(Setting.values()).map(s -> s.key).collect(Collectors.joining(", "));
    unknown.removeIf(key -> Arrays.stream(Setting.values()).anyMatch(s -> s.key.equals(key)));
    if (!unknown.isEmpty()) {
      throw new StartException(
          ExitCode.USAGE,
          "unknown key " + String.join(", ", unknown) + " in " + file + "; there are: " + known,
          null);
    }
    return found;
  }

  String text(Setting setting) {
    return value(setting).text;
  }

  /** What an error calls the setting: the place where it was set. */
  String source(Setting setting) {
    return value(setting).source;
  }

  /**
   * A value as something else than text.
   *
   * @throws StartException if the converter throws a TypeConversionException; says where it was set
   */
  <T> T as(Setting setting, Function<String, T> converter) throws StartException {
    try {
      return converter.apply(text(setting));
    } catch (TypeConversionException e) {
      throw new StartException(ExitCode.USAGE, source(setting) + ": " + e.getMessage(), e);
    }
  }

  private Value value(Setting setting) {
    Value value = values.get(setting);
    if (value == null) {
      throw new IllegalStateException(setting + " was not read");
    }
    return value;
  }
}
