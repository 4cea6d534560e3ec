/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Whether the disk has room left. A database that runs into a full disk needs a restart, so the
 * collector stops taking before that. The system is asked once a second at most. Any thread.
 */
public final class FreeDisk {
  private static final long ASK_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Tells how many bytes can be used. A seam: tests have a small disk. */
  @FunctionalInterface
  public interface Probe {
    long usableBytes() throws IOException;
  }

  private final Path folder;
  private final long minFreeBytes;
  private final Probe probe;
  private final AtomicLong askedNanos = new AtomicLong(System.nanoTime() - ASK_NANOS);
  private volatile long usableBytes = Long.MAX_VALUE;

  public FreeDisk(Path folder, long minFreeBytes) {
    this(folder, minFreeBytes, () -> Files.getFileStore(folder).getUsableSpace());
  }

  public FreeDisk(Path folder, long minFreeBytes, Probe probe) {
    this.folder = folder;
    this.minFreeBytes = minFreeBytes;
    this.probe = probe;
  }

  /** Free bytes as of a second ago at most; {@link Long#MAX_VALUE} if the system does not say. */
  public long usableBytes() {
    long asked = askedNanos.get();
    long now = System.nanoTime();
    if (now - asked >= ASK_NANOS && askedNanos.compareAndSet(asked, now)) {
      try {
        usableBytes = probe.usableBytes();
      } catch (IOException | RuntimeException e) {
        usableBytes =
            Long.MAX_VALUE; // no answer is no reason to refuse: the log's writes will tell
      }
    }
    return usableBytes;
  }

  /** Why nothing may be taken, in a sentence for the operator; null while there is room. */
  public @Nullable String trouble() {
    if (minFreeBytes == 0) {
      return null;
    }
    long free = usableBytes();
    if (free >= minFreeBytes) {
      return null;
    }
    return "the disk of "
        + folder
        + " is nearly full: "
        + (free >> 20)
        + " MiB are free, --min-free-disk is "
        + (minFreeBytes >> 20)
        + " MiB; make room, or lower --retention";
  }
}
