/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.uuid.Generators;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * No id comes twice, whatever the clock says: in all of these the low half alone must differ. By
 * chance, two of 8 million do in one run of 140,000.
 */
class IdsStressTest {
  private static final int THREADS = 8;
  private static final int IDS_PER_THREAD = 1_000_000;

  private static long[] lows(ThreadFactory factory, int threads, int idsPerThread)
      throws InterruptedException {
    long[] all = new long[threads * idsPerThread];
    CountDownLatch start = new CountDownLatch(1);
    List<Thread> started = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      int from = t * idsPerThread;
      Thread thread =
          factory.newThread(
              () -> {
                awaitUninterrupted(start);
                for (int i = from; i < from + idsPerThread; i++) {
                  all[i] = Ids.low();
                }
              });
      thread.start();
      started.add(thread);
    }
    start.countDown();
    for (Thread thread : started) {
      thread.join();
    }
    return all;
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void assertNoneRepeated(long[] ids) {
    Arrays.sort(ids);
    int repeated = 0;
    for (int i = 1; i < ids.length; i++) {
      repeated += ids[i] == ids[i - 1] ? 1 : 0;
    }
    assertThat(repeated).as("repeated of %s", ids.length).isZero();
  }

  @Test
  void low_eightThreadsAndMillionsOfIds_neverRepeats() throws Exception {
    assertNoneRepeated(lows(Thread::new, THREADS, IDS_PER_THREAD));
  }

  @Test
  void low_newThreadForEachFew_neverRepeats() throws Exception {
    assertNoneRepeated(lows(Thread::new, 1_000, 100));
  }

  @Test
  void low_virtualThreads_neverRepeats() throws Exception {
    Assumptions.assumeTrue(Runtime.version().feature() >= 21);
    Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
    ThreadFactory factory =
        (ThreadFactory)
            Class.forName("java.lang.Thread$Builder").getMethod("factory").invoke(builder);
    assertNoneRepeated(lows(factory, 10_000, 100));
  }

  /** Each bit of the random part is set in half of the ids, and moves by itself. */
  @Test
  void low_everyBitButTheVariant_isRandom() {
    int ids = 100_000;
    int[] set = new int[64];
    for (int i = 0; i < ids; i++) {
      long low = Ids.low();
      for (int bit = 0; bit < 64; bit++) {
        set[bit] += (int) (low >>> bit & 1);
      }
    }
    assertThat(set[63]).isEqualTo(ids);
    assertThat(set[62]).isZero();
    // Six standard deviations of 158: one false alarm in 8 million runs for all bits together.
    assertThat(Arrays.stream(set, 0, 62)).allMatch(n -> Math.abs(n - ids / 2) < 6 * 159);
  }

  /** Where JUG's and ours differ, and where they must not: RFC 9562 section 5.7. */
  @Test
  void form_isThatOfTheJavaUuidGenerator() {
    for (int i = 0; i < 10_000; i++) {
      UUID theirs = Generators.timeBasedEpochRandomGenerator().generate();
      long millis = theirs.getMostSignificantBits() >>> 16;
      UUID ours = new UUID(Ids.high(millis * 1_000_000), Ids.low());
      assertThat(ours.version()).isEqualTo(theirs.version());
      assertThat(ours.variant()).isEqualTo(theirs.variant());
      assertThat(ours.getMostSignificantBits() >>> 12)
          .isEqualTo(theirs.getMostSignificantBits() >>> 12);
      assertThat(UUID.fromString(ours.toString())).isEqualTo(ours);
    }
  }
}
