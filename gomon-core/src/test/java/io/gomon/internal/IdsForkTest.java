/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that start in the same moment, or one after the other, share no id. */
class IdsForkTest {
  private static final int PROCESSES = 4;
  private static final int THREADS = 2;
  private static final int IDS_PER_THREAD = 50_000;

  /** 2026-11-21T10:00Z, for clocks that stand still or were set back. */
  private static final long SOME_NANOS = 1_795_255_200_000_000_000L;

  @TempDir Path directory;

  /** Makes ids once its input has a byte, and writes them to a file. */
  static final class Child {
    private Child() {}

    public static void main(String[] args) throws Exception {
      Ids.low();
      System.out.write('r');
      System.out.flush();
      if (System.in.read() < 0) {
        return;
      }
      long[][] ids = new long[THREADS][2 * IDS_PER_THREAD];
      CountDownLatch start = new CountDownLatch(1);
      List<Thread> threads = new ArrayList<>();
      for (long[] mine : ids) {
        Thread thread = new Thread(() -> make(mine, args[1], start));
        thread.start();
        threads.add(thread);
      }
      start.countDown();
      for (Thread thread : threads) {
        thread.join();
      }
      write(ids, Path.of(args[0]));
    }

    private static void make(long[] ids, String clock, CountDownLatch start) {
      try {
        start.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      for (int i = 0; i < ids.length; i += 2) {
        ids[i] = Ids.high(nanos(clock, i));
        ids[i + 1] = Ids.low();
      }
    }

    private static long nanos(String clock, int i) {
      return switch (clock) {
        case "frozen" -> SOME_NANOS;
        case "set-back" -> SOME_NANOS + 1_000L * (i % 1_000);
        default -> System.currentTimeMillis() * 1_000_000;
      };
    }

    private static void write(long[][] ids, Path file) throws IOException {
      try (OutputStream out = Files.newOutputStream(file);
          DataOutputStream data = new DataOutputStream(new BufferedOutputStream(out))) {
        for (long[] mine : ids) {
          for (long half : mine) {
            data.writeLong(half);
          }
        }
      }
    }
  }

  private Process start(String name, String clock) throws IOException {
    return new ProcessBuilder(
            System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Child.class.getName(),
            directory.resolve(name).toString(),
            clock)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Lets them all begin at once. */
  private static void release(List<Process> processes) throws Exception {
    for (Process process : processes) {
      assertThat(process.getInputStream().read()).isEqualTo('r');
    }
    for (Process process : processes) {
      process.getOutputStream().write('g');
      process.getOutputStream().flush();
    }
    for (Process process : processes) {
      assertThat(process.waitFor()).isZero();
    }
  }

  /** Version 7 of the variant of RFC 9562, each, and none twice; returns how many. */
  private int countDistinct() throws IOException {
    Set<UUID> seen = new HashSet<>();
    int made = 0;
    try (var files = Files.list(directory)) {
      for (Path file : files.toList()) {
        LongBuffer halves = ByteBuffer.wrap(Files.readAllBytes(file)).asLongBuffer();
        while (halves.hasRemaining()) {
          UUID id = new UUID(halves.get(), halves.get());
          if (id.version() != 7 || id.variant() != 2) {
            throw new AssertionError(id + " is no UUID of version 7");
          }
          seen.add(id);
          made++;
        }
      }
    }
    assertThat(seen).hasSize(made);
    return made;
  }

  @Test
  void ids_processesStartedTogether_andRestarted_withClocksThatStandStillOrGoBack_neverRepeat()
      throws Exception {
    String[] clocks = {"running", "frozen", "frozen", "set-back"};
    List<Process> together = new ArrayList<>();
    for (int i = 0; i < PROCESSES; i++) {
      together.add(start("together-" + i, clocks[i]));
    }
    release(together);
    for (int i = 0; i < 2; i++) {
      release(List.of(start("restarted-" + i, "frozen")));
    }
    assertThat(countDistinct()).isEqualTo((PROCESSES + 2) * THREADS * IDS_PER_THREAD);
  }
}
