/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import io.gomon.internal.Values;
import io.gomon.spi.Redactor;
import org.jspecify.annotations.Nullable;

/**
 * What a redactor says of a key.
 *
 * @param key the key
 * @param shown the key as listeners see it: well-formed, short enough, and without a secret that
 *     may stand in it
 * @param secret whether the value under it is a secret
 */
record KeyVerdict(String key, String shown, boolean secret) {

  /**
   * Remembers verdicts, since keys are nearly always constants of a program; of two keys for one
   * place the later stays. Used by one thread.
   */
  static final class Memory {
    private static final int PLACES = 512;

    /** Longer ones are no constants, and would be kept alive. */
    private static final int MAX_CHARS = 64;

    private final Redactor redactor;
    private final @Nullable KeyVerdict[] verdicts = new @Nullable KeyVerdict[PLACES];

    Memory(Redactor redactor) {
      this.redactor = redactor;
    }

    KeyVerdict of(String key) {
      int hash = key.hashCode();
      int place = (hash ^ (hash >>> 9) ^ (hash >>> 18)) & (PLACES - 1);
      KeyVerdict known = verdicts[place];
      if (known != null && known.key.equals(key)) {
        return known;
      }
      KeyVerdict verdict;
      try {
        verdict = new KeyVerdict(key, Values.key(redactor.redact(key)), redactor.isSecret(key));
      } catch (Throwable t) {
        // The user's redactor failed: nobody knows what is in there, so nobody gets to see it. It
        // is asked again for the next one.
        return new KeyVerdict(key, Redactor.MASK, true);
      }
      if (key.length() <= MAX_CHARS) {
        verdicts[place] = verdict;
      }
      return verdict;
    }
  }
}
