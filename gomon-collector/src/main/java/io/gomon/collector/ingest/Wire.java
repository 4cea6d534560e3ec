/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest;

/** The wires we understand. The codes stand in the write-ahead log: they never change. */
public enum Wire {
  OTLP_PROTOBUF(1, "application/x-protobuf"),
  OTLP_JSON(2, "application/json"),
  GOMON_JSON(3, "application/json"),
  GOMON_NDJSON(4, "application/x-ndjson");

  private final byte code;
  private final String contentType;

  Wire(int code, String contentType) {
    this.code = (byte) code;
    this.contentType = contentType;
  }

  /** Below 64: the bits above are free for how the body is packed. */
  public byte code() {
    return code;
  }

  public String contentType() {
    return contentType;
  }

  /** The wire of a code. Unknown ones come from a log that a newer version wrote. */
  public static Wire ofCode(int code) throws BadBatchException {
    for (Wire wire : values()) {
      if (wire.code == code) {
        return wire;
      }
    }
    throw new BadBatchException("wire " + code + " is not known to this version");
  }
}
