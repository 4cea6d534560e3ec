/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.spi;

/**
 * Takes secrets out of events before any listener sees them. Called on the dispatching thread for
 * every text, for every key, for error messages and stacks; its verdicts on keys and on texts are
 * remembered, so they must not change. Must not throw, block, or keep what it is shown; what it
 * throws masks what it was asked about with {@link #MASK}.
 */
public interface Redactor {

  /** What stands in place of a secret. */
  String MASK = "***";

  /** Whether the value under this key is a secret as a whole, whatever its type. */
  boolean isSecret(String key);

  /** The text without the secrets inside it; the same object when there are none. */
  String redact(String text);
}
