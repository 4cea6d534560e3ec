/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.exporter;

/** Why an event was not shipped. */
public enum LossCause {
  /** The memory for waiting events was full; the newest is lost. */
  QUEUE_FULL("queue-full"),

  /** The peer said that it will never take it. */
  REJECTED("rejected"),

  /** The peer did not take it within the time for retries. */
  GAVE_UP("gave-up"),

  /** It was still waiting when the exporter had to stop, or came after that. */
  STOP_DEADLINE("stop-deadline"),

  /** Alone it is larger than a batch may be. */
  TOO_LARGE("too-large"),

  /** It could not be encoded or compressed: a fault of the exporter. */
  FAILED("failed");

  private final String label;

  LossCause(String label) {
    this.label = label;
  }

  /** The name in accounts and log lines, such as {@code queue-full}. */
  public String label() {
    return label;
  }
}
