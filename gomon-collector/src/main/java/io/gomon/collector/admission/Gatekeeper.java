/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.admission;

import io.gomon.collector.store.Project;

/** Decides for each request to whom it belongs, before its body is read. Any thread; at once. */
@FunctionalInterface
public interface Gatekeeper {
  /** Lets all in; everything belongs to {@link Project#DEFAULT}. */
  Gatekeeper OPEN = head -> Project.DEFAULT;

  /**
   * Admits a request.
   *
   * @throws Refusal if it may not come in, or not now
   */
  Project admit(RequestHead head) throws Refusal;
}
