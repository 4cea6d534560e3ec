/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.archive;

import io.gomon.collector.ingest.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a backup holds: {@code backup.json} in its folder, written last. Immutable.
 *
 * @param version of the collector that made it
 * @param created when it was begun
 * @param completePosition the log's position when it was begun: everything acknowledged up to there
 *     is in it
 * @param files all others of the folder
 */
record BackupManifest(String version, Instant created, long completePosition, List<Entry> files) {
  static final String NAME = "backup.json";
  private static final String FORMAT = "1";

  /**
   * A file.
   *
   * @param name below the backup's folder, with slashes
   */
  record Entry(String name, long bytes, String sha256) {}

  long bytes() {
    return files.stream().mapToLong(Entry::bytes).sum();
  }

  @Nullable Entry find(String name) {
    return files.stream().filter(file -> file.name.equals(name)).findFirst().orElse(null);
  }

  String toJson() {
    JsonText json = new JsonText().beginObject();
    json.key("format").text(FORMAT).key("version").text(version);
    json.key("created").text(created.toString()).key("completePosition").integer(completePosition);
    json.key("files").beginList();
    for (Entry file : files) {
      json.beginObject().key("name").text(file.name);
      json.key("bytes").integer(file.bytes).key("sha256").text(file.sha256).endObject();
    }
    return json.endList().endObject() + "\n";
  }

  /**
   * Reads that of a backup.
   *
   * @throws IOException if there is none, it is damaged, or of a newer version
   */
  static BackupManifest read(Path backup) throws IOException {
    Path file = backup.resolve(NAME);
    if (!Files.isRegularFile(file)) {
      throw new IOException(backup + " is no backup: there is no " + NAME + " in it");
    }
    Map<String, String> values = FlatJson.read(Files.readString(file, StandardCharsets.UTF_8));
    if (!FORMAT.equals(values.get("format"))) {
      throw new IOException(
          file + " has format " + values.get("format") + ", this version reads " + FORMAT);
    }
    try {
      return new BackupManifest(
          text(values, "version"),
          Instant.parse(text(values, "created")),
          Long.parseLong(text(values, "completePosition")),
          files(values));
    } catch (IOException | NumberFormatException | DateTimeException e) {
      throw new IOException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static List<Entry> files(Map<String, String> values) throws IOException {
    List<Entry> files = new ArrayList<>();
    for (int i = 0; values.containsKey("files." + i + ".name"); i++) {
      String at = "files." + i + ".";
      String name = text(values, at + "name");
      if (name.startsWith("/") || name.contains("..") || name.contains("\\")) {
        throw new IOException("it names a file outside of its folder: " + name);
      }
      files.add(
          new Entry(name, Long.parseLong(text(values, at + "bytes")), text(values, at + "sha256")));
    }
    return files;
  }

  private static String text(Map<String, String> values, String key) throws IOException {
    String value = values.get(key);
    if (value == null) {
      throw new IOException("it has no " + key);
    }
    return value;
  }
}
