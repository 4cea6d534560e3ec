/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.benchmarks.collector;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Messages inside of messages, without generated classes. */
final class Protobuf {
  private Protobuf() {}

  /** The fields of a message. */
  interface Fields {
    void write(CodedOutputStream out) throws IOException;
  }

  static byte[] message(Fields fields) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
    CodedOutputStream out = CodedOutputStream.newInstance(bytes, 256);
    fields.write(out);
    out.flush();
    return bytes.toByteArray();
  }

  /** The halves of an id, or one of them, big end first. */
  static byte[] id(long... halves) {
    byte[] id = new byte[8 * halves.length];
    for (int i = 0; i < id.length; i++) {
      id[i] = (byte) (halves[i / 8] >>> (56 - 8 * (i % 8)));
    }
    return id;
  }
}
