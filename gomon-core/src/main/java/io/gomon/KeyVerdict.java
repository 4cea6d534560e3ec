/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import io.gomon.internal.Values;
import io.gomon.spi.Redactor;
import org.jspecify.annotations.Nullable;

/**
 * What a redactor says of a key, and of texts that were seen under it. Of one thread.
 *
 * <p>Many texts are constants of a program, such as SQL: the very same object comes again and again
 * under a key. The last two that held no secret are remembered, and recognized without a look into
 * them.
 */
final class KeyVerdict {
  private static final int MAX_TEXT_CHARS = 512;

  private final String key;
  private final String shown;
  private final boolean secret;
  private @Nullable String clean;
  private @Nullable String cleanBefore;

  KeyVerdict(String key, String shown, boolean secret) {
    this.key = key;
    this.shown = shown;
    this.secret = secret;
  }

  /** The key. */
  String key() {
    return key;
  }

  /**
   * The key as listeners see it: well-formed, short enough, and without a secret that may stand in
   * it.
   */
  String shown() {
    return shown;
  }

  /** Whether the value under it is a secret. */
  boolean secret() {
    return secret;
  }

  /** The text without the secrets inside it. */
  @SuppressWarnings("ReferenceEquality") // the same object has the same text
  String redact(String text, Redactor redactor) {
    if (text == clean || text == cleanBefore) {
      return text;
    }
    String redacted = redactor.redact(text);
    if (redacted == text && text.length() <= MAX_TEXT_CHARS) {
      cleanBefore = clean;
      clean = text;
    }
    return redacted;
  }

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
