/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.archive;

import io.gomon.collector.ingest.JsonText;
import io.gomon.collector.store.StoreException;
import io.gomon.collector.store.duckdb.DuckDbEventStore;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/*
 * What is in a backup?
 *
 * Everything that was acknowledged before it was asked for: first it waits until the store has what the log held then.
 * The days are copied after that, so what comes later may be in it or not; an event of a day that was copied early
 * may be missing while a later one of another day is there. The log is not part of it: all that it would add is what
 * came later. What the collector could not decode is copied too, from the quarantine.
 */
/**
 * Makes backups of a collector that runs, one at a time, in {@code DIR/backups}, on a thread of its
 * own. Nobody but the collector says what they are called, and the newest two are kept. Any thread.
 */
public final class Backups implements AutoCloseable {
  private static final int KEPT = 2;
  private static final long STORING_NANOS = TimeUnit.MINUTES.toNanos(10);
  private static final Logger LOG = System.getLogger("io.gomon.collector.archive");
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

  /**
   * What a backup must know of the collector.
   *
   * @param acknowledged up to where the log was acknowledged
   * @param stored up to where the log is in the store
   * @param minFreeBytes what shall stay free on the disk
   */
  public record Around(
      String version, LongSupplier acknowledged, LongSupplier stored, LongSupplier minFreeBytes) {}

  /** How far one is. */
  public enum Phase {
    RUNNING,
    DONE,
    FAILED
  }

  /**
   * One backup.
   *
   * @param folder where it is, or will be
   * @param error why it failed; else empty
   */
  public record State(
      String name, Phase phase, Path folder, int files, long bytes, long position, String error) {
    /** As docs/API.md has it. */
    public String toJson() {
      JsonText json = new JsonText().beginObject().key("name").text(name);
      json.key("state").text(phase.name().toLowerCase(Locale.ROOT));
      json.key("folder").text(folder.toString()).key("files").integer(files);
      json.key("bytes").integer(bytes).key("completePosition").integer(position);
      return json.key("error").text(error).endObject().toString();
    }
  }

  private final Path data;
  private final Path folder;
  private final DuckDbEventStore store;
  private final Around around;
  private volatile boolean closed;

  /** Guarded by this. */
  private @Nullable State state;

  /** Guarded by this. */
  private @Nullable Thread thread;

  /**
   * Deletes what a killed process left half-made.
   *
   * @param data the collector's folder
   */
  public Backups(Path data, DuckDbEventStore store, Around around) {
    this.data = data.toAbsolutePath().normalize();
    this.folder = this.data.resolve("backups");
    this.store = store;
    this.around = around;
    try {
      new BackupFolder(folder, () -> false).deletePartial();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "Cannot delete half-made backups in " + folder + ": " + e);
    }
  }

  /** Begins one; null if one is being made. */
  public synchronized @Nullable State begin() {
    if (closed || (state != null && state.phase == Phase.RUNNING)) {
      return null;
    }
    Instant now = Instant.now();
    String name = NAME.format(now);
    long position = around.acknowledged.getAsLong();
    State begun = new State(name, Phase.RUNNING, folder.resolve(name), 0, 0, position, "");
    state = begun;
    Thread worker = new Thread(() -> run(begun, now), "gomon-backup");
    worker.setDaemon(true);
    thread = worker;
    worker.start();
    return begun;
  }

  /** The newest since the collector started; null if there was none. */
  public synchronized @Nullable State state() {
    return state;
  }

  private void run(State begun, Instant now) {
    State ended;
    try {
      awaitStored(begun.position);
      BackupManifest made = make(begun, now);
      ended =
          new State(
              begun.name,
              Phase.DONE,
              begun.folder,
              made.files().size(),
              made.bytes(),
              begun.position,
              "");
    } catch (IOException | StoreException | RuntimeException | Error e) {
      // the disk, most likely, or no room on it: whoever asked is told, and the log of it
      String reason = String.valueOf(e.getMessage());
      LOG.log(Level.WARNING, "The backup " + begun.name + " failed: " + reason);
      ended = new State(begun.name, Phase.FAILED, begun.folder, 0, 0, begun.position, reason);
    }
    synchronized (this) {
      state = ended;
    }
  }

  private void awaitStored(long position) throws IOException {
    long deadlineNanos = System.nanoTime() + STORING_NANOS;
    while (around.stored.getAsLong() < position) {
      if (closed || System.nanoTime() - deadlineNanos > 0) {
        throw new IOException(
            "the store does not have what was acknowledged before; see /ready, and ask again");
      }
      try {
        TimeUnit.MILLISECONDS.sleep(20);
      } catch (InterruptedException e) {
        throw new IOException("the collector is stopping", e); // by close
      }
    }
  }

  private BackupManifest make(State begun, Instant now) throws IOException, StoreException {
    BackupFolder backups = new BackupFolder(folder, () -> closed);
    checkRoom(store.status().bytes());
    try (BackupFolder.Making making = backups.begin(begun.name)) {
      for (long epochDay : store.epochDays()) {
        copyDay(making, epochDay);
      }
      copyOthers(making, store.smallFiles(), "store/");
      copyOthers(making, quarantined(), "quarantine/");
      if (closed) {
        throw new IOException("the collector is stopping"); // its store may have no days any more
      }
      BackupManifest manifest =
          new BackupManifest(around.version, now, begun.position, making.files());
      backups.keepNewest(KEPT, making.finish(manifest));
      return manifest;
    }
  }

  private void copyDay(BackupFolder.Making making, long epochDay)
      throws IOException, StoreException {
    List<String> copied = new ArrayList<>();
    boolean there =
        store.copyDay(
            epochDay,
            files -> {
              making.forget(copied);
              copied.clear();
              for (Path file : files) {
                checkRoom(Files.size(file));
                String name = "store/" + file.getFileName();
                copied.add(name);
                making.copy(file, name);
              }
            });
    if (there) {
      for (String name : copied) {
        making.add(name);
      }
    }
  }

  private List<Path> quarantined() throws IOException {
    Path from = data.resolve("quarantine");
    if (!Files.isDirectory(from)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(from)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static void copyOthers(BackupFolder.Making making, List<Path> files, String prefix)
      throws IOException {
    for (Path file : files) {
      String name = prefix + file.getFileName();
      making.copy(file, name);
      making.add(name);
    }
  }

  private void checkRoom(long bytes) throws IOException {
    long usable = Files.getFileStore(data).getUsableSpace();
    long needed = bytes + around.minFreeBytes.getAsLong();
    if (usable < needed) {
      throw new IOException(
          "a backup needs "
              + (bytes >> 20)
              + " MiB beside --min-free-disk, and "
              + (usable >> 20)
              + " MiB are free on the disk of "
              + data);
    }
  }

  /** Stops the one that is being made; it leaves nothing. */
  @Override
  public void close() {
    closed = true;
    Thread running;
    synchronized (this) {
      running = thread;
    }
    if (running == null) {
      return;
    }
    running.interrupt();
    try {
      running.join(TimeUnit.SECONDS.toMillis(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the next start deletes what is left
    }
  }
}
