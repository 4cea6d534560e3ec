/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import java.lang.StackWalker.StackFrame;
import org.jspecify.annotations.Nullable;

/** A scope that knows who opened it: only while {@link ScopeLeaks} looks for a leak. */
final class PlacedScope extends CurrentScope {
  private final @Nullable StackFrame opener;

  PlacedScope(
      RecordingTracker tracker, @Nullable CurrentScope around, @Nullable StackFrame opener) {
    super(tracker, around);
    this.opener = opener;
  }

  @Override
  @Nullable String place() {
    return opener == null ? null : opener.toStackTraceElement().toString();
  }
}
