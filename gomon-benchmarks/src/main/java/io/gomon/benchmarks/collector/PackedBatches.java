/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.benchmarks.collector;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/**
 * All bodies of a run, packed and on disk before it begins, so that the sender costs little. Any
 * thread reads.
 */
final class PackedBatches implements AutoCloseable {
  private final Path path;
  private final FileChannel file;
  private final long[] offsets;

  private PackedBatches(Path path, FileChannel file, long[] offsets) {
    this.path = path;
    this.file = file;
    this.offsets = offsets;
  }

  static PackedBatches write(Path path, TraceShape shape, Body form, int batches)
      throws IOException {
    long[] offsets = new long[batches + 1];
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path), 1 << 20)) {
      for (int i = 0; i < batches; i++) {
        byte[] packed = gzip(form.of(shape, i));
        out.write(packed);
        offsets[i + 1] = offsets[i] + packed.length;
      }
    }
    return new PackedBatches(path, FileChannel.open(path), offsets);
  }

  byte[] read(int batch) throws IOException {
    byte[] body = new byte[(int) (offsets[batch + 1] - offsets[batch])];
    ByteBuffer into = ByteBuffer.wrap(body);
    while (into.hasRemaining()) {
      if (file.read(into, offsets[batch] + into.position()) < 0) {
        throw new IOException("the file of the batches was cut");
      }
    }
    return body;
  }

  long bytes() {
    return offsets[offsets.length - 1];
  }

  /** How many there are. */
  int count() {
    return offsets.length - 1;
  }

  /** Deletes them. */
  @Override
  public void close() throws IOException {
    file.close();
    Files.delete(path);
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream(plain.length / 4);
    try (GZIPOutputStream out = new GZIPOutputStream(packed, 64 << 10)) {
      out.write(plain);
    }
    return packed.toByteArray();
  }
}
