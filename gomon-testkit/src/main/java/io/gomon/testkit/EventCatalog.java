/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.testkit;

import io.gomon.AttributeVisitor;
import io.gomon.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The documented events, read from {@code docs/EVENTS.md}: which fingerprints there are, and which
 * keys of which type they carry. Outside GoMon's own build the page is not there, and nothing is
 * checked. Thread-safe.
 *
 * <p>A fingerprint that begins with {@code test-}, and one of a project's own ({@code my-…}), need
 * not be documented.
 */
public final class EventCatalog {
  private static final Pattern HEADING = Pattern.compile("### ((?:`[a-z0-9-]+`(?:, )?)+).*");
  private static final Pattern NAME = Pattern.compile("`([^`]+)`");
  private static final Pattern ROW = Pattern.compile("\\| `([^`]+)`(\\?)? \\| (\\w+) \\|.*");

  /** Holds an empty file for each fingerprint that a test has met; null outside GoMon's build. */
  private static final @Nullable Path MET = folder("target", "events-met");

  private final Map<String, Map<String, Key>> keysByFingerprint = new LinkedHashMap<>();

  private EventCatalog() {}

  /** The page of this build; null outside it. */
  public static @Nullable EventCatalog load() {
    Path docs = folder("docs");
    if (docs == null || !Files.exists(docs.resolve("EVENTS.md"))) {
      return null;
    }
    try {
      return parse(Files.readAllLines(docs.resolve("EVENTS.md")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable Path folder(String... names) {
    String root = System.getProperty("project.root");
    return root == null ? null : Path.of(root, names);
  }

  static EventCatalog parse(List<String> lines) {
    EventCatalog catalog = new EventCatalog();
    List<Map<String, Key>> open = List.of();
    for (String line : lines) {
      Matcher heading = HEADING.matcher(line);
      Matcher row = ROW.matcher(line);
      if (line.startsWith("#")) {
        open = heading.matches() ? catalog.open(heading.group(1)) : List.of();
      } else if (row.matches()) {
        Key key = new Key(row.group(3), row.group(2) != null);
        open.forEach(keys -> keys.put(row.group(1), key));
      }
    }
    return catalog;
  }

  private List<Map<String, Key>> open(String names) {
    List<Map<String, Key>> opened = new ArrayList<>();
    Matcher name = NAME.matcher(names);
    while (name.find()) {
      opened.add(keysByFingerprint.computeIfAbsent(name.group(1), n -> new LinkedHashMap<>()));
    }
    return opened;
  }

  /** The documented fingerprints. */
  public Set<String> fingerprints() {
    return new TreeSet<>(keysByFingerprint.keySet());
  }

  /**
   * The fingerprints that tests of the whole build have shown to {@link #verify}, also in other
   * processes, since the last {@code mvn clean}.
   */
  public static Set<String> met() {
    Set<String> names = new TreeSet<>();
    if (MET != null && Files.exists(MET)) {
      try (Stream<Path> files = Files.list(MET)) {
        files.forEach(file -> names.add(file.getFileName().toString()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return names;
  }

  private void note(List<Event> events) {
    if (MET == null) {
      return;
    }
    Set<String> met = new TreeSet<>(keysByFingerprint.keySet());
    met.retainAll(events.stream().map(Event::fingerprint).toList());
    try {
      Files.createDirectories(MET);
      for (String fingerprint : met) {
        Files.writeString(MET.resolve(fingerprint), "");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Checks events against the page, if there is one.
   *
   * @throws AssertionError that names every deviation
   */
  public static synchronized void verify(List<Event> events) {
    EventCatalog catalog = load();
    if (catalog == null) {
      return;
    }
    Set<String> deviations = new TreeSet<>();
    events.forEach(event -> catalog.check(event, deviations));
    catalog.note(events);
    if (!deviations.isEmpty()) {
      throw new AssertionError(
          "Events differ from docs/EVENTS.md:\n  " + String.join("\n  ", deviations));
    }
  }

  void check(Event event, Set<String> deviations) {
    String fingerprint = event.fingerprint();
    if (fingerprint.startsWith("test-") || fingerprint.startsWith("my-")) {
      return;
    }
    Map<String, Key> keys = keysByFingerprint.get(fingerprint);
    if (keys == null) {
      deviations.add(fingerprint + " is not documented");
      return;
    }
    event.forEach(new Checker(fingerprint, keys, deviations));
    keys.forEach(
        (name, key) -> {
          if (!key.optional() && !event.isOpen() && event.get(name) == null) {
            deviations.add(fingerprint + " lacks `" + name + "`");
          }
        });
  }

  private record Key(String type, boolean optional) {}

  private record Checker(String fingerprint, Map<String, Key> keys, Set<String> deviations)
      implements AttributeVisitor {
    private void check(String key, String type, boolean masked) {
      Key documented = keys.get(key);
      if (documented == null) {
        deviations.add(fingerprint + " has `" + key + "`, which is not documented");
      } else if (!documented.type().equals(type) && !masked) {
        deviations.add(
            fingerprint + " has `" + key + "` as " + type + ", documented as " + documented.type());
      }
    }

    @Override
    public void text(String key, String value) {
      check(key, "text", value.equals("***"));
    }

    @Override
    public void integer(String key, long value) {
      check(key, "integer", false);
    }

    @Override
    public void decimal(String key, double value) {
      check(key, "decimal", false);
    }

    @Override
    public void bool(String key, boolean value) {
      check(key, "boolean", false);
    }

    @Override
    public void bytes(String key, byte[] value) {
      check(key, "bytes", false);
    }

    @Override
    public void list(String key, List<?> value) {
      check(key, "list", false);
    }

    @Override
    public void map(String key, Map<String, ?> value) {
      check(key, "map", false);
    }
  }
}
