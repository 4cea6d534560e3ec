/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest;

import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/** 64 bits by which bodies are told apart that were not made to be alike. Any thread. */
public final class BodyHash {

  private BodyHash() {}

  /** A CRC-32, and a CRC-32C behind it. Names on disk and ids of items are made of it: it stays. */
  public static long of(byte[] body) {
    CRC32 high = new CRC32();
    high.update(body);
    CRC32C low = new CRC32C();
    low.update(body);
    return high.getValue() << 32 | low.getValue();
  }
}
