/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder of backups, each a folder of its own, called by its time. One that is being made is
 * called {@code NAME.partial}. A file that is the same as in the backup before, by its SHA-256, is
 * that very file (a hard link): it takes its room once. One thread at a time.
 */
final class BackupFolder {
  static final String PARTIAL = ".partial";

  private final Path folder;
  private final BooleanSupplier cancelled;

  BackupFolder(Path folder, BooleanSupplier cancelled) {
    this.folder = folder;
    this.cancelled = cancelled;
  }

  /** Deletes what was not completed. */
  void deletePartial() throws IOException {
    for (Path path : list()) {
      if (path.toString().endsWith(PARTIAL)) {
        FileCopy.delete(path);
      }
    }
  }

  /**
   * Deletes the oldest until so many are left.
   *
   * @param made stays, even if others are called by a later time: of a clock that was ahead
   */
  void keepNewest(int count, Path made) throws IOException {
    List<Path> others = complete();
    others.remove(made);
    for (Path path : others.subList(0, Math.max(0, others.size() - count + 1))) {
      Path doomed = path.resolveSibling(path.getFileName() + PARTIAL);
      // Killed meanwhile, no backup is left that lacks files.
      Files.move(path, doomed, StandardCopyOption.ATOMIC_MOVE);
      FileCopy.delete(doomed);
    }
  }

  /** The newest that is complete; null if there is none. */
  @Nullable Path newest() throws IOException {
    List<Path> complete = complete();
    return complete.isEmpty() ? null : complete.get(complete.size() - 1);
  }

  private List<Path> complete() throws IOException {
    List<Path> complete = new ArrayList<>(list());
    complete.removeIf(path -> !Files.exists(path.resolve(BackupManifest.NAME)));
    complete.removeIf(path -> path.toString().endsWith(PARTIAL));
    return complete;
  }

  private List<Path> list() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.filter(Files::isDirectory).sorted(Comparator.naturalOrder()).toList();
    }
  }

  /** A new one, to be filled. */
  Making begin(String name) throws IOException {
    Path newest = newest();
    Path partial = folder.resolve(name + PARTIAL);
    FileCopy.delete(partial);
    Files.createDirectories(partial);
    return new Making(folder.resolve(name), partial, newest);
  }

  /** One that is being made. Closed before it is finished, it leaves nothing. */
  final class Making implements AutoCloseable {
    private final Path complete;
    private final Path partial;
    private final @Nullable Path before;
    private final @Nullable BackupManifest manifestBefore;
    private final List<BackupManifest.Entry> files = new ArrayList<>();

    private Making(Path complete, Path partial, @Nullable Path before) {
      this.complete = complete;
      this.partial = partial;
      this.before = before;
      this.manifestBefore = before == null ? null : readable(before);
    }

    private static @Nullable BackupManifest readable(Path backup) {
      try {
        return BackupManifest.read(backup);
      } catch (IOException e) {
        return null; // damaged, or of a newer version: everything is copied, nothing linked
      }
    }

    /** Copies a file to a name; once more, if that is there. */
    void copy(Path from, String name) throws IOException {
      Path to = partial.resolve(name);
      Files.createDirectories(to.getParent());
      FileCopy.copy(from, to, cancelled);
    }

    /** Deletes copies that are worth nothing. */
    void forget(List<String> names) throws IOException {
      for (String name : names) {
        Files.deleteIfExists(partial.resolve(name));
      }
    }

    /** Checks a file that was copied, and makes it durable. */
    BackupManifest.Entry add(String name) throws IOException {
      Path file = partial.resolve(name);
      BackupManifest.Entry entry =
          new BackupManifest.Entry(name, Files.size(file), FileCopy.sha256(file, cancelled));
      if (!linkToOld(entry, file)) {
        FileCopy.force(file);
      }
      files.add(entry);
      return entry;
    }

    private boolean linkToOld(BackupManifest.Entry entry, Path file) throws IOException {
      if (before == null || manifestBefore == null || !isOld(manifestBefore, entry)) {
        return false;
      }
      Path old = before.resolve(entry.name());
      if (!Files.exists(old) || !FileCopy.sha256(old, cancelled).equals(entry.sha256())) {
        return false; // it has been damaged since: the copy is the good one
      }
      Path link = file.resolveSibling(file.getFileName() + ".link");
      try {
        Files.createLink(link, old);
      } catch (IOException | UnsupportedOperationException e) {
        return false; // a file system without links, or without more of them: the copy stays
      }
      Files.move(link, file, StandardCopyOption.REPLACE_EXISTING);
      return true;
    }

    private static boolean isOld(BackupManifest manifest, BackupManifest.Entry entry) {
      return entry.equals(manifest.find(entry.name()));
    }

    List<BackupManifest.Entry> files() {
      return List.copyOf(files);
    }

    /** Gives it its name, and its list of files if it shall have one. Gives where it is. */
    Path finish(@Nullable BackupManifest manifest) throws IOException {
      if (manifest != null) {
        Path list = partial.resolve(BackupManifest.NAME);
        Files.writeString(list, manifest.toJson(), StandardCharsets.UTF_8);
        FileCopy.force(list);
      }
      FileCopy.forceFolders(partial);
      Files.move(partial, complete, StandardCopyOption.ATOMIC_MOVE);
      FileCopy.force(folder);
      return complete;
    }

    @Override
    public void close() throws IOException {
      FileCopy.delete(partial);
    }
  }
}
