/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.archive;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts lines into batches, the same lines into the same batches each time. One thread. */
final class LineBatches {
  static final int BATCH_LINES = 1_000;
  static final int BATCH_BYTES = 1 << 20;

  /** No event is longer: a line that is, is refused rather than kept in memory. */
  private static final int MAX_LINE_BYTES = 16 << 20;

  private static final byte[] VANISHED =
      ("{\"" + StoreExport.VANISHED + '"').getBytes(StandardCharsets.UTF_8);

  private final InputStream in;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private boolean ended;
  private int vanishedLines;

  LineBatches(InputStream in) {
    this.in = new BufferedInputStream(in, 64 << 10);
  }

  /** Some lines, each with its end. The bytes are not changed any more. */
  static final class Lines {
    private final byte[] bytes;
    private final int count;

    Lines(byte[] bytes, int count) {
      this.bytes = bytes;
      this.count = count;
    }

    byte[] bytes() {
      return bytes;
    }

    int count() {
      return count;
    }

    /** The same in two; of two lines at least. */
    List<Lines> halves() {
      int middle = 0;
      for (int left = count / 2; left > 0; middle++) {
        left -= bytes[middle] == '\n' ? 1 : 0;
      }
      return List.of(
          new Lines(Arrays.copyOf(bytes, middle), count / 2),
          new Lines(Arrays.copyOfRange(bytes, middle, bytes.length), count - count / 2));
    }
  }

  /** The next ones; null behind the last. */
  @Nullable Lines next() throws IOException {
    ByteArrayOutputStream batch = new ByteArrayOutputStream();
    int lines = 0;
    while (!ended && lines < BATCH_LINES && batch.size() < BATCH_BYTES) {
      readLine();
      if (startsWithVanished()) {
        vanishedLines++;
      } else if (!isBlank()) {
        line.writeTo(batch);
        batch.write('\n');
        lines++;
      }
    }
    return lines == 0 ? null : new Lines(batch.toByteArray(), lines);
  }

  /** How many lines said that days are missing in what was exported. */
  int vanishedLines() {
    return vanishedLines;
  }

  private void readLine() throws IOException {
    line.reset();
    int read = in.read();
    while (read >= 0 && read != '\n') {
      if (line.size() >= MAX_LINE_BYTES) {
        throw new IOException("a line is longer than " + MAX_LINE_BYTES + " bytes: no events");
      }
      line.write(read);
      read = in.read();
    }
    ended = read < 0;
  }

  private boolean isBlank() {
    for (byte b : line.toByteArray()) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }

  private boolean startsWithVanished() {
    byte[] bytes = line.toByteArray();
    for (int i = 0; i < VANISHED.length; i++) {
      if (i >= bytes.length || bytes[i] != VANISHED[i]) {
        return false;
      }
    }
    return true;
  }
}
