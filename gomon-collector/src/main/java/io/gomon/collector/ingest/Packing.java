/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** How a body is compressed, and how it is inflated with an eye on its size. Any thread. */
public enum Packing {
  NONE("identity"),
  GZIP("gzip"),
  ZSTD("zstd");

  private static final int FIRST_BYTES = 64 << 10;
  private static final int UNSUSPICIOUS_BYTES = 1 << 20;

  /** Telemetry compresses 4 to 60 times; deflate can reach 1,032, zstd 32,000. */
  private static final int MAX_RATIO = 200;

  private final String encoding;

  Packing(String encoding) {
    this.encoding = encoding;
  }

  /** The one of a Content-Encoding; null if it is none of them. */
  public static @Nullable Packing of(String contentEncoding) {
    String name = contentEncoding.strip().toLowerCase(Locale.ROOT);
    for (Packing packing : values()) {
      if (packing.encoding.equals(name)) {
        return packing;
      }
    }
    return null;
  }

  /**
   * Inflates a whole body.
   *
   * @param maxBytes how large it may become
   * @param room is asked before memory is taken
   * @throws BadBatchException if it is not packed like this, is cut short, or becomes too large
   */
  public byte[] inflate(byte[] packed, int maxBytes, Room room) throws BadBatchException {
    return inflate(packed, new Bounds(maxBytes, MAX_RATIO), room);
  }

  /**
   * Inflates what was taken once: no limit of today may refuse it.
   *
   * @throws BadBatchException if it is not packed like this, or cut short
   */
  public byte[] inflate(byte[] taken) throws BadBatchException {
    return inflate(taken, Bounds.NONE, Room.UNLIMITED);
  }

  /** How large a body may become, in bytes and as a multiple of its size. */
  private record Bounds(int maxBytes, int maxRatio) {
    /** What an array can hold. */
    private static final Bounds NONE = new Bounds(Integer.MAX_VALUE - 8, Integer.MAX_VALUE);
  }

  private byte[] inflate(byte[] packed, Bounds bounds, Room room) throws BadBatchException {
    if (this == NONE) {
      return packed;
    }
    try (InputStream in = open(packed, room)) {
      return readAll(in, packed.length, bounds, room);
    } catch (EOFException e) {
      throw new BadBatchException("the " + encoding + " body is cut short", e);
    } catch (ZipException | ZstdIOException e) {
      throw new BadBatchException("the body is not valid " + encoding + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new BadBatchException("the " + encoding + " body cannot be read: " + e.getMessage(), e);
    }
  }

  private InputStream open(byte[] packed, Room room) throws IOException, BadBatchException {
    InputStream in = new ByteArrayInputStream(packed);
    if (this == GZIP) {
      return new GZIPInputStream(in, FIRST_BYTES);
    }
    int windowLog = ZstdFrame.windowLog(packed);
    room.take(1L << windowLog); // outside of the heap
    return new ZstdInputStreamNoFinalizer(in).setLongMax(windowLog);
  }

  private byte[] readAll(InputStream in, int packedBytes, Bounds bounds, Room room)
      throws IOException, BadBatchException {
    int maxBytes = bounds.maxBytes();
    int size = (int) Math.min(maxBytes, Math.max(FIRST_BYTES, packedBytes * 4L));
    room.take(size);
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
      room.take(larger - count);
      inflated = Arrays.copyOf(inflated, larger);
      inflated[count++] = (byte) more;
    }
  }

  private void checkGrowth(int count, int packedBytes, Bounds bounds) throws BadBatchException {
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
              + " times its size: refused as a "
              + encoding
              + " bomb");
    }
  }
}
