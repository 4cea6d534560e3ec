/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store.duckdb;

import io.gomon.collector.store.StoreException;
import io.gomon.collector.store.StoreInitException;
import io.gomon.collector.store.StoreOpenException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder of the day files, held by this process alone from {@link #open} to {@link #close}.
 * Thread-safe.
 */
final class DataFolder implements AutoCloseable {
  private static final Pattern DAY_FILE =
      Pattern.compile("events-(\\d{4}-\\d{2}-\\d{2})\\.duckdb(\\.wal|\\.new|\\.new\\.wal)?");

  final Path path;
  private final FileChannel lockFile;

  private DataFolder(Path path, FileChannel lockFile) {
    this.path = path;
    this.lockFile = lockFile;
  }

  /** Makes the folder when it is absent, locks it, and removes what a killed process left. */
  static DataFolder open(Path wanted) throws StoreException {
    Path path = wanted.toAbsolutePath().normalize();
    try {
      Files.createDirectories(path);
    } catch (IOException e) {
      throw new StoreInitException(
          "Cannot make the data folder " + path + ". Check its parent's rights.", e);
    }
    DataFolder folder = new DataFolder(path, lock(path));
    try {
      folder.removeLeftovers();
      return folder;
    } catch (IOException e) {
      folder.close();
      throw new StoreOpenException("Cannot read the data folder " + path + ".", e);
    }
  }

  private static FileChannel lock(Path path) throws StoreOpenException {
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              path.resolve("store.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return channel;
      }
    } catch (IOException e) {
      closeQuietly(channel);
      throw new StoreOpenException(
          "Cannot write to the data folder " + path + ". Check its rights.", e);
    } catch (OverlappingFileLockException e) {
      // This very process has opened the folder before: the same message as for another process.
    }
    closeQuietly(channel);
    throw new StoreOpenException(
        "Another collector uses the data folder " + path + ". Stop it, or name another folder.",
        null);
  }

  /** The days that have a file, oldest first. */
  SortedSet<Long> epochDays() throws IOException {
    SortedSet<Long> days = new TreeSet<>();
    try (Stream<Path> files = Files.list(path)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Matcher name = DAY_FILE.matcher(file.getFileName().toString());
        Long day = name.matches() && name.group(2) == null ? epochDay(name.group(1)) : null;
        if (day != null) {
          days.add(day);
        }
      }
    }
    return days;
  }

  /**
   * Half-made files of a new day, and the write-ahead log of a day whose deletion was interrupted.
   */
  private void removeLeftovers() throws IOException {
    SortedSet<Long> days = epochDays();
    try (Stream<Path> files = Files.list(path)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Matcher name = DAY_FILE.matcher(file.getFileName().toString());
        if (name.matches() && name.group(2) != null) {
          Long day = epochDay(name.group(1));
          if (!name.group(2).equals(".wal") || day == null || !days.contains(day)) {
            Files.delete(file);
          }
        }
      }
    }
  }

  /** Makes created, renamed and deleted names durable, which forcing a file alone does not. */
  void force() throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public void close() {
    closeQuietly(lockFile);
  }

  private static @Nullable Long epochDay(String date) {
    try {
      return LocalDate.parse(date).toEpochDay();
    } catch (DateTimeException e) {
      // A name like events-2026-99-99.duckdb: not ours, left alone.
      return null;
    }
  }

  private static void closeQuietly(@Nullable FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // The lock file is empty: nothing can be lost, and the process's end frees the lock anyway.
    }
  }
}
