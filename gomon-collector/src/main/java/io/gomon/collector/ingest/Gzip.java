/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Inflates bodies, with an eye on how large they become. Any thread. */
public final class Gzip {
  private static final int FIRST_BYTES = 64 << 10;
  private static final int UNSUSPICIOUS_BYTES = 1 << 20;

  /** Telemetry compresses 4 to 60 times; deflate can reach 1,032. */
  private static final int MAX_RATIO = 200;

  private Gzip() {}

  /** Is asked before memory is taken; throws if it must not be. */
  @FunctionalInterface
  public interface Meter<E extends Exception> {
    void take(int bytes) throws E;
  }

  /**
   * Inflates a whole body.
   *
   * @param maxBytes how large it may become
   * @throws BadBatchException if it is no gzip, is cut short, or becomes too large
   */
  public static <E extends Exception> byte[] inflate(byte[] packed, int maxBytes, Meter<E> meter)
      throws BadBatchException, E {
    return inflate(packed, new Bounds(maxBytes, MAX_RATIO), meter);
  }

  /**
   * Inflates what was taken once: no limit of today may refuse it.
   *
   * @throws BadBatchException if it is no gzip, or cut short
   */
  public static byte[] inflate(byte[] taken) throws BadBatchException {
    return Gzip.<RuntimeException>inflate(taken, Bounds.NONE, bytes -> {});
  }

  /** How large a body may become, in bytes and as a multiple of its size. */
  private record Bounds(int maxBytes, int maxRatio) {
    /** What an array can hold, and more than deflate can reach. */
    private static final Bounds NONE = new Bounds(Integer.MAX_VALUE - 8, 2_000);
  }

  private static <E extends Exception> byte[] inflate(byte[] packed, Bounds bounds, Meter<E> meter)
      throws BadBatchException, E {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed), FIRST_BYTES)) {
      return readAll(in, packed.length, bounds, meter);
    } catch (EOFException e) {
      throw new BadBatchException("the gzip body is cut short", e);
    } catch (ZipException e) {
      throw new BadBatchException("the body is not valid gzip: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new BadBatchException("the gzip body cannot be read: " + e.getMessage(), e);
    }
  }

  private static <E extends Exception> byte[] readAll(
      GZIPInputStream in, int packedBytes, Bounds bounds, Meter<E> meter)
      throws IOException, BadBatchException, E {
    int maxBytes = bounds.maxBytes();
    int size = (int) Math.min(maxBytes, Math.max(FIRST_BYTES, packedBytes * 4L));
    meter.take(size);
    byte[] inflated = new byte[size];
    int count = 0;
    while (true) {
      int read = in.read(inflated, count, inflated.length - count);
      if (read < 0) {
        return count == inflated.length ? inflated : Arrays.copyOf(inflated, count);
      }
      count += read;
      if (count < inflated.length) {
        continue;
      }
      int more = in.read();
      if (more < 0) {
        return inflated;
      }
      checkGrowth(count, packedBytes, bounds);
      int larger = (int) Math.min(maxBytes, count * 2L);
      meter.take(larger - count);
      inflated = Arrays.copyOf(inflated, larger);
      inflated[count++] = (byte) more;
    }
  }

  private static void checkGrowth(int count, int packedBytes, Bounds bounds)
      throws BadBatchException {
    if (count >= bounds.maxBytes()) {
      throw BadBatchException.tooLarge(
          "the body is larger than "
              + bounds.maxBytes()
              + " bytes when inflated: send smaller batches");
    }
    if (count > UNSUSPICIOUS_BYTES && count / bounds.maxRatio() > packedBytes) {
      throw BadBatchException.tooLarge(
          "the body inflates to more than "
              + bounds.maxRatio()
              + " times its size: refused as a gzip bomb");
    }
  }
}
